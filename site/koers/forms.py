"""Forms of pages and records: what their choices offer, and what a translation may say."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from koers import bundle
from koers.records import RecordQuerySet
from koers.visibility import BasePageQuerySet


class PageForm(WagtailAdminPageForm):
    """Offer, as checkboxes, the records and pages that a page may name.

    Pages: live originals. Records: those not archived. What was chosen before stays on offer, so
    that saving never takes it away. A translation offers its words only: facts are its original's.
    """

    follows_original = forms.BooleanField(
        required=False,
        label=_("The translation says again what the original says"),
        help_text=_("The notice that the original changed goes away when this is published."),
    )

    image_decorative = forms.BooleanField(
        required=False,
        label=_("The picture is decoration only"),
        help_text=_("Who cannot see it misses nothing."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelMultipleChoiceField):
                chosen = [one.pk for one in getattr(self.instance, name).all()]
                field.queryset = offered(field.queryset, chosen)
                field.widget = forms.CheckboxSelectMultiple(attrs={"class": "koers-choices"})
                field.widget.choices = field.choices
        if self.instance.is_original:
            self.initial["image_decorative"] = was_decorative(self.instance)
        else:
            self.keep_words()
            self.fields.pop("image_decorative", None)
        if not self.instance.is_stale:
            self.fields.pop("follows_original", None)

    def keep_words(self):
        """Take away the facts, in rows too; rows are as many as the original has."""
        model = type(self.instance)
        for said, kind in model.bundle_fields.items():
            name = getattr(model, "bundle_attributes", {}).get(said, said)
            if isinstance(kind, bundle.Rows):
                keep_words_of_rows(self.formsets[kind.relation], kind)
            elif not kind.word:
                self.fields.pop(name, None)

    def clean(self):
        """Keep the rows of a translation, and note that it caught up with its original."""
        cleaned = super().clean()
        self.ask_for_words(cleaned)
        if not self.instance.is_original:
            for formset in self.formsets.values():
                if formset.deleted_forms:
                    message = gettext("Rows belong to the original: remove them there.")
                    raise ValidationError(message)
        if cleaned.get("follows_original"):
            self.instance.follow(self.instance.source)
        return cleaned

    def ask_for_words(self, cleaned):
        """Ask, before a picture is published, what it says to who cannot see it."""
        if "image_decorative" not in self.fields or not cleaned.get("image"):
            return
        words, decorative = cleaned.get("image_alt"), cleaned.get("image_decorative")
        if words and decorative:
            message = gettext("Write what can be seen, or tick decoration; not both.")
            self.add_error("image_alt", message)
        elif not (words or decorative or self.is_deferred_validation):
            message = gettext("Write what can be seen, or tick that the picture is decoration.")
            self.add_error("image_alt", message)


def was_decorative(page):
    """Tell whether the picture of a page was published as decoration."""
    if page.pk is None or page.image_id is None:
        return False
    shown = type(page).objects.filter(pk=page.pk, live=True)
    return shown.filter(image=page.image_id, image_alt="").exists()


def keep_words_of_rows(formset, kind):
    """Let the rows of a translation say words only, each below the name of the row."""
    formset.can_order = False
    formset.max_num = len(formset.forms)
    words = {name for name, field in kind.fields.items() if field.word}
    for form in formset.forms:
        kept = words | {form._meta.model._meta.pk.name, DELETION_FIELD_NAME, ORDERING_FIELD_NAME}
        for name in set(form.fields) - kept:
            del form.fields[name]
        for name in words:
            form.fields[name].help_text = str(form.instance)


def offered(queryset, chosen):
    """Keep of a query what may be chosen, and what was."""
    kept = Q(pk__in=chosen)
    if isinstance(queryset, BasePageQuerySet):
        may = queryset.model.objects.originals().live().values("pk")
        return queryset.filter(Q(pk__in=may) | kept).order_by("title")
    if isinstance(queryset, RecordQuerySet):
        return queryset.filter(Q(archived=False) | kept)
    return queryset
