"""Files of an edition to take home: made once by the worker, each apart from the others."""

import logging
import tempfile
from pathlib import Path

import pypandoc
from django.conf import settings
from django.core.files import File
from django.db import models, transaction
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_cleanup import cleanup
from django_tasks import task

from handbooks.editions import Edition
from handbooks.odt_pictures import describe
from handbooks.written_out import WrittenOut
from koers.jobs import Job, States, look_after, look_again

log = logging.getLogger(__name__)
FOLDER = "exports"


class Formats(models.TextChoices):
    """Kinds of files, by their endings."""

    EPUB = "epub", gettext_lazy("EPUB, for e-readers")
    DOCX = "docx", gettext_lazy("Word")
    ODT = "odt", gettext_lazy("OpenDocument")
    MARKDOWN = "md", "Markdown"


WRITERS = {Formats.MARKDOWN: "gfm-raw_html", Formats.EPUB: "epub3"}
FEATURES = ["structuralNavigation", "tableOfContents", "alternativeText", "readingOrder"]


@cleanup.select
class Export(Job):
    """Hold a file of an edition, or how far its making is."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="exports")
    format = models.CharField(max_length=10, choices=Formats.choices)
    file = models.FileField(upload_to=FOLDER, blank=True, max_length=300)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = gettext_lazy("export")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "format"], name="export_format")]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """Return the name of the file: “zelf-beginnen-uitgave-2.epub”."""
        return f"{self.edition.handbook.slug}-{self.edition.slug}.{self.format}"

    @property
    def url(self):
        """Return the address of the file."""
        return f"{self.edition.url}files/{self.format}/"


def ask(edition):
    """Have all files of an edition made that there are not yet."""
    for kind in Formats.values:
        export, _made = Export.objects.get_or_create(edition=edition, format=kind)
        if export.state != States.DONE:
            again(export)


def again(export):
    """Have a file made from the beginning."""
    Export.objects.filter(pk=export.pk).update(state=States.WAITING, worker=None, failure="")
    transaction.on_commit(lambda: make_export.enqueue(export.pk))


@task()
def make_export(pk):
    """Make a file of an edition, unless somebody does."""
    worker = Export.objects.filter(pk=pk).claim()
    if worker is None:
        return
    look_again(watch, pk)
    export = Export.objects.select_related("edition__handbook__locale").get(pk=pk)
    mine = Export.objects.filter(pk=pk, worker=worker)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = written(export.edition, export.format, Path(folder))
            keep(export, path, mine)
    except Exception as error:
        log.exception("Export %s was not made.", pk)
        reason = str(error)[:500] or _("Something went wrong on the server.")
        mine.update(state=States.FAILED, failure=reason, worker=None)


@task()
def watch(pk):
    """Take an export up again whose worker has been silent; else look again later."""
    look_after(Export.objects.filter(pk=pk).first(), make_export, watch, pk)


def keep(export, path, mine):
    """Store a file that was made, unless another worker took the export over."""
    field = Export._meta.get_field("file")
    with path.open("rb") as opened:
        storage = field.storage
        stored = storage.save(field.generate_filename(export, export.name), File(opened))
    done = {"file": stored, "size": path.stat().st_size, "state": States.DONE, "worker": None}
    if not mine.update(**done):
        storage.delete(stored)


def written(edition, kind, folder):
    """Write a file of an edition into a folder with pandoc; return its path."""
    with translation.override(edition.language):
        pictures = None if kind == Formats.MARKDOWN else folder
        html = WrittenOut(edition, settings.WAGTAILADMIN_BASE_URL, pictures).html()
    target = folder / f"out.{kind}"
    options = ["--standalone", "--toc", "--toc-depth=2", *metadata(edition)]
    if kind == Formats.EPUB:
        options += ["--split-level=1", *(f"--metadata=accessibilityFeatures:{f}" for f in FEATURES)]
        options += ["--metadata=accessModes:textual", "--metadata=accessibilityHazards:none"]
    if kind == Formats.MARKDOWN:
        options = ["--wrap=none"]
        html = f"<h1>{escape(edition.title)}</h1>\n{html}"
    pypandoc.convert_text(
        html, WRITERS.get(kind, kind), "html", outputfile=str(target), extra_args=options
    )
    if kind == Formats.ODT:
        describe(target, html)
    return target


def metadata(edition):
    """Return what a file says of itself, as options of pandoc."""
    said = {
        "title": edition.title,
        "subtitle": str(edition.words),
        "author": edition.author,
        "date": edition.issued_on.isoformat(),
        "lang": edition.language,
        "rights": edition.get_licence_display(),
        "description": edition.summary,
    }
    return [f"--metadata={name}:{value}" for name, value in said.items() if value]
