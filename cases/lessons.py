"""Lessons: what went well, what went wrong, what it takes."""

from django.db import models
from django.db.models import Case, When
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cases import facets
from cases.listings import IndexPage
from cases.projects import AboutProjects, ProjectPage
from cases.themes import ThemedPage
from koers import bundle
from koers.pages import attach_sources
from koers.panels import editor

MORE = 3


class LessonKinds(models.TextChoices):
    """Kinds of lessons."""

    SUCCESS_FACTOR = "success-factor", _("Success factor")
    PITFALL = "pitfall", _("Pitfall")
    PRECONDITION = "precondition", _("Precondition")


class LessonIndexPage(IndexPage):
    """List the lessons."""

    bundle_type = "lesson-index"
    subpage_types = ["cases.LessonPage"]
    kind = _("Overview")

    class Meta:
        verbose_name = _("list of lessons")

    @property
    def item_model(self):
        """Name the type of page that is listed."""
        return LessonPage

    def facets(self):
        """Filter by kind and theme."""
        kind = facets.choices("lesson_kind", _("Kind"), _("All kinds"), LessonKinds)
        return [kind, facets.themes(LessonPage)]


class LessonPage(AboutProjects, ThemedPage):
    """Tell one lesson: a statement as title, what happened, and what it rests on."""

    lesson_kind = models.CharField(_("kind"), max_length=20, choices=LessonKinds.choices)
    projects = ParentalManyToManyField(
        ProjectPage, verbose_name=_("projects"), blank=True, related_name="+"
    )

    bundle_type = "lesson"
    bundle_fields = ThemedPage.bundle_fields | {
        "kind": bundle.Choice(choices=LessonKinds),
        "projects": bundle.PageRef(type="project", many=True),
        "evidence": bundle.Rows(
            relation="evidence",
            fields={
                "source": bundle.RecordRef(records="sources"),
                "locator": bundle.Text(word=True, max_length=255),
            },
            identity=("source",),
            required=("source",),
        ),
    }
    bundle_required = ("title", "kind")
    bundle_attributes = {"kind": "lesson_kind"}
    override_translatable_fields = [
        *ThemedPage.override_translatable_fields,
        SynchronizedField("lesson_kind", overridable=False),
        SynchronizedField("projects", overridable=False),
    ]
    parent_page_types = ["cases.LessonIndexPage"]
    subpage_types = []
    kind = _("Lesson")
    plural = _("Lessons")
    schema_type = "Article"
    number_words = ngettext_lazy("%(n)s lesson", "%(n)s lessons", "n")
    theme_order = 50
    card_template = "components/lesson_card.html"
    template = "cases/lesson_page.html"

    edit_handler = editor(
        FieldPanel("lesson_kind"),
        FieldPanel("themes"),
        tabs=[
            (_("Text"), [FieldPanel("body")]),
            (
                _("What it rests on"),
                [
                    InlinePanel("evidence", label=_("source"), heading=_("Evidence")),
                    FieldPanel("projects"),
                ],
            ),
        ],
    )

    class Meta:
        verbose_name = _("lesson")

    @property
    def kind_words(self):
        """Return the kind of the lesson in words."""
        return self.source.get_lesson_kind_display()

    @cached_property
    def evidence_rows(self):
        """Return the evidence of the original, with places in this page's language."""
        return self.rows_with_words("evidence", "locator", "source__document")

    @cached_property
    def more(self):
        """Return the next lessons in the order of the list, from the start again at its end."""
        others = LessonPage.objects.visible().filter(locale_id=self.locale_id)
        others = LessonPage.for_cards(others.exclude(pk=self.pk))
        after = Case(When(path__gt=self.path, then=0), default=1)
        return attach_sources(list(others.order_by(after, "path")[:MORE]))


class Evidence(TranslatableMixin, Orderable):
    """Hold a source that a lesson rests on, and the place in it."""

    page = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="evidence")
    source = models.ForeignKey(
        "cases.Source", verbose_name=_("source"), on_delete=models.PROTECT, related_name="+"
    )
    locator = models.CharField(_("place in the source"), max_length=255, blank=True)

    override_translatable_fields = [
        SynchronizedField("source", overridable=False),
        TranslatableField("locator"),
    ]
    panels = [FieldPanel("source"), FieldPanel("locator")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("evidence")

    def __str__(self):
        return str(self.source)
