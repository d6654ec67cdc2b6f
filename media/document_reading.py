"""The worker reads what is in documents, so that it can be found and told of at their links."""

import json
import logging
import subprocess
import sys
import tempfile
from pathlib import Path, PurePath

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_save
from django_tasks import task

from media.converting import local
from media.documents import Document, DocumentReading

log = logging.getLogger(__name__)
READ = (".pdf", ".docx", ".odt")
PATIENCE = 120


def connect():
    """Read documents as soon as they are saved."""
    post_save.connect(saved, sender=Document, dispatch_uid="media-documents")


def saved(instance, raw=False, **kwargs):
    """Let a new file be read."""
    if not raw and instance.file.name != instance.read_from:
        transaction.on_commit(lambda: read_document.enqueue(instance.pk))


@task()
def read_document(pk):
    """Read a document; what cannot be read has no text, and is logged."""
    document = Document.objects.filter(pk=pk).first()
    if document is None or document.file.name == document.read_from:
        return
    name = document.file.name
    found = {"pages": None, "tagged": False, "texts": []}
    if PurePath(name).suffix.lower() in READ:
        found |= read(document.file)
    texts = found.pop("texts")
    with transaction.atomic():
        # Another file may have been uploaded meanwhile; it is read by itself.
        if Document.objects.filter(pk=pk, file=name).update(read_from=name, **found):
            DocumentReading.objects.update_or_create(document=document, defaults={"texts": texts})
            document.read_from = name
            # Search follows what is saved.
            document.save(update_fields=["read_from"])


def read(stored):
    """Return what a program of its own reads in a file, which it may fail at."""
    suffix = PurePath(stored.name).suffix.lower()
    with tempfile.TemporaryDirectory() as folder:
        try:
            with local(stored, Path(folder) / f"document{suffix}") as path:
                done = subprocess.run(  # noqa: S603 - our own program
                    [sys.executable, "-m", "media.reading", str(path)],
                    cwd=settings.BASE_DIR, capture_output=True, timeout=PATIENCE, check=True,
                )  # fmt: skip
            return json.loads(done.stdout)
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            said = getattr(error, "stderr", b"") or b""
            log.warning("%s was not read: %s %s", stored.name, error, said[-300:])
            return {}
