"""Files of a bundle put into the site's storage, and taken out again where an import fails."""

from contextlib import contextmanager
from pathlib import PurePosixPath

from django.core.files import File
from django.core.files.images import ImageFile
from django.db import transaction

from home.bundles import fields
from koers.bundle import RECORD_KINDS
from media.documents import Document
from media.images import Image
from media.recordings import Recording

CHUNK = 1024 * 1024
MODELS = {"images": Image, "documents": Document}


class Uploads:
    """Save files and remember them."""

    def __init__(self, bundle):
        self.bundle = bundle
        self.saved = []

    @contextmanager
    def undone_on_failure(self):
        """Take saved files out of the storage where something fails."""
        try:
            yield
        except BaseException:
            for storage, name in self.saved:
                storage.delete(name)
            raise

    def put(self, thing, attr, path, wrap=File):
        """Put a file of the bundle into a field, in place of the one there."""
        held = getattr(thing, attr)
        old = held.name if held else ""
        storage = held.storage
        with self.bundle.files[path].open("rb") as opened:
            setattr(thing, attr, wrap(opened, name=PurePosixPath(path).name))
            self.prepare(thing, attr)
            self.commit(thing, attr)
        self.forget(storage, old)

    def prepare(self, thing, attr):
        """Let a drawing clean itself before it is stored."""
        if isinstance(thing, Image) and thing.file.name.lower().endswith(".svg"):
            self.forget(thing.raster.storage, thing.raster.name)
            thing.take_drawing()
            self.saved.append((thing.raster.storage, thing.raster.name))
        elif isinstance(thing, Image):
            thing._set_image_file_metadata()
        elif isinstance(thing, Document):
            thing._set_document_file_metadata()

    def commit(self, thing, attr):
        """Store the file of a field."""
        stored = getattr(thing, attr)
        stored.seek(0)
        stored.save(stored.name, stored.file, save=False)
        self.saved.append((stored.storage, stored.name))

    def forget(self, storage, name):
        """Delete a file that nothing needs any more, once the import is certain."""
        if name:
            transaction.on_commit(lambda: storage.delete(name))


def save_media(uploads, entry, thing):
    """Make or change a picture or document."""
    model = MODELS[entry.kind]
    thing = thing or model()
    for name in ("title", "credit", "licence", "language", "people_shown", "consent"):
        if fields.has_field(model, name):
            default = model._meta.get_field(name).get_default()
            setattr(thing, name, entry.said.get(name, default))
    path = entry.uploads["file"]
    if not thing.pk or not holds(thing.file, uploads.bundle.files[path], thing):
        uploads.put(thing, "file", path, ImageFile if model is Image else File)
        if thing.pk and model is Image:
            thing.renditions.all().delete()
    thing.save()
    return thing


def holds(stored, file, thing):
    """Tell whether a stored file is the one of the bundle."""
    if isinstance(thing, Image) and stored.name.lower().endswith(".svg"):
        return False
    try:
        with stored.storage.open(stored.name) as opened, file.open("rb") as other:
            # A film is larger than the memory of a small machine.
            while (part := opened.read(CHUNK)) == other.read(CHUNK):
                if not part:
                    return True
    except OSError:
        pass
    return False


def put_recording(uploads, recording, entry):
    """Put the files of a recording in their fields, and its captions in their rows."""
    declared = RECORD_KINDS["recordings"].fields
    for name in RECORD_KINDS["recordings"].file_fields:
        attr = fields.attribute(Recording, name)
        path = entry.uploads.get(name)
        held = getattr(recording, attr)
        if path is None:
            uploads.forget(held.storage, held.name)
            setattr(recording, attr, "")
        elif not held or not holds(held, uploads.bundle.files[path], recording):
            uploads.put(recording, attr, path)
    recording.type = "video" if recording.file or not recording.audio else "audio"
    put_rows(uploads, recording, entry.said.get("captions", []), declared["captions"], "language")
    put_rows(uploads, recording, entry.said.get("clips", []), declared["clips"], "time")


def put_rows(uploads, recording, said, declared, known_by):
    """Put files in rows of a recording; a row that is there already is known by one field."""
    manager = getattr(recording, declared.relation)
    old = {getattr(row, known_by): row for row in manager.all()}
    rows = []
    for number, item in enumerate(said):
        values = {name: item.get(name, "") for name in declared.fields if name != "file"}
        if "time" in values:
            values["time"] = float(values["time"])
        row = old.get(values[known_by]) or manager.model()
        for name, value in values.items():
            setattr(row, name, value)
        path = item["file"]["$file"]
        if not row.file or not holds(row.file, uploads.bundle.files[path], row):
            uploads.put(row, "file", path)
        row.sort_order = number
        rows.append(row)
    manager.set(rows)
