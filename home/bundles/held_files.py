"""The files and recordings of the site as the reader of bundles says them, and their bytes."""

import hashlib
from types import SimpleNamespace

from django.utils.translation import gettext as _

from home.bundles import files, texts
from home.bundles.contents import Entry
from home.bundles.export_names import ending, free
from home.bundles.fields import COMMON, attribute
from home.bundles.held import Held
from home.bundles.problems import Problems
from home.bundles.uploads import MODELS
from home.bundles.values import Values
from home.bundles.yaml_loader import Node
from koers import bundle as kinds

CHUNK = 1024 * 1024
# What tells files of a recording apart that may end alike.
PARTS = {"described": ".described", "poster": ".poster", "audio_description": ".description"}


class MissingFile(Exception):
    """Say which file of which record cannot be read."""

    def __init__(self, stored, title, kind="", name=""):
        self.stored, self.title, self.kind, self.name = stored, title, kind, name
        super().__init__(stored)


def copy(stored, target, title, kind, name):
    """Copy a stored file byte for byte; return the digest of its content."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    try:
        source = stored.storage.open(stored.name)
    except OSError as error:
        raise MissingFile(stored.name, title, kind, name) from error
    with source, target.open("wb") as opened:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            opened.write(chunk)
    return digest.hexdigest()


class HeldFiles:
    """Read pictures, documents and recordings; `wanted(kind, pk)` tells which go along."""

    def __init__(self, names, left, folder, wanted):
        self.names = names
        self.left = left
        self.folder = folder
        self.wanted = wanted
        self.taken = set()

    def media(self, kind):
        """Return the entries of pictures or documents; copy what a reader takes."""
        found = []
        for thing in MODELS[kind].objects.order_by("pk"):
            path = self.names.files[kind].get(thing.pk)
            if path and self.wanted(kind, path):
                declared = {n: k for n, k in files.SORTS[kind].items() if n != "file"}
                held = Held(self.names, self.left, path)
                said = held.fields(declared, thing)
                said.setdefault("title", path.rpartition("/")[2])
                said["file digest"] = copy(thing.file, self.folder / path, thing.title, kind, path)
                found.append(Entry(kind, path, files.tree.FILES, said=said, uploads={"file": path}))
        return found

    def faults(self, kind, path):
        """Return what a reader would say against a file, or nothing."""
        bundle = SimpleNamespace(problems=Problems(), files={path: self.folder / path})
        entry = Entry(kind, path, files.tree.FILES, fields={"file": Node(path, 0)})
        values = Values(bundle, files.tree.FILES)
        # A drawing was drawn when it was stored, and will be again when all is read back.
        if kind == "images" and not path.lower().endswith(".svg"):
            files.check_image(bundle, values, entry)
        elif kind == "documents" and not path.lower().endswith(files.DOCUMENTS):
            values.fail(0, _("Documents of this sort are not possible."))
        if path.lower().endswith(files.TEXTS):
            texts.read_text(self.folder / path, path, bundle.problems)
        return " ".join(problem.message for problem in bundle.problems.found)

    def recordings(self):
        """Return the entries of recordings; their files are named after their keys."""
        declared = kinds.RECORD_KINDS["recordings"]
        found = []
        for thing in declared.model.objects.order_by("pk"):
            if self.wanted("recordings", thing.key):
                held = Held(self.names, self.left, thing.key)
                rows = (kinds.Rows, kinds.FileRef)
                plain = {n: k for n, k in declared.fields.items() if not isinstance(k, rows)}
                said = held.fields(COMMON | plain, thing, ("key", *declared.required))
                said["title"] = said.get("title", thing.key)
                entry = Entry("recordings", thing.key, files.tree.FILES, said=said)
                self.take_media(thing, entry)
                found.append(entry)
        return found

    def take_media(self, thing, entry):
        """Copy the files of a recording."""
        for field in kinds.RECORD_KINDS["recordings"].file_fields:
            stored = getattr(thing, attribute(type(thing), field))
            if stored:
                path, digest = self.take(stored, thing, PARTS.get(field, ""))
                entry.said[field] = {"$file": path}
                entry.said[f"{field} digest"] = digest
                entry.uploads[field] = path
        self.take_rows(thing, entry, "captions", lambda row, _number: f".{row.language}")
        self.take_rows(thing, entry, "clips", lambda _row, number: f".clip-{number}")

    def take_rows(self, thing, entry, name, part):
        """Copy the files of rows of a recording, each named after what tells it apart."""
        declared = kinds.RECORD_KINDS["recordings"].fields[name]
        plain = {n: k for n, k in declared.fields.items() if n != "file"}
        held = Held(self.names, self.left, thing.key)
        rows = []
        for number, row in enumerate(getattr(thing, declared.relation).all(), 1):
            path, digest = self.take(row.file, thing, part(row, number))
            said = held.fields(plain, row, declared.required)
            rows.append(said | {"file": {"$file": path}, "digest": digest})
        if rows:
            entry.said[name] = rows

    def take(self, stored, thing, part):
        """Copy one file of a recording; return its path and digest."""
        path = free(f"files/recordings/{thing.key}{part}{ending(stored.name)}", self.taken)
        return path, copy(stored, self.folder / path, thing.title, "recordings", thing.key)
