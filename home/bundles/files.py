"""Files of a bundle: what files.yaml says of them, and whether they are what they claim to be."""

import hashlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from home.bundles import texts, tree, yaml_loader
from home.bundles.contents import Entry
from home.bundles.records import register
from home.bundles.values import BAD, Values
from koers import bundle as kinds
from koers.site_settings import Licences
from media import captions, svg, uploads

SORTS = {
    "images": {
        "file": kinds.Text(),
        "title": kinds.Text(max_length=255),
        "credit": kinds.Text(max_length=255),
        "licence": kinds.Choice(choices=Licences),
        "people_shown": kinds.Flag(),
        "consent": kinds.Text(),
    },
    "documents": {
        "file": kinds.Text(),
        "title": kinds.Text(max_length=255),
        "language": kinds.Language(),
        "credit": kinds.Text(max_length=255),
        "licence": kinds.Choice(choices=Licences),
    },
}
IMAGES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".gif": "GIF", ".webp": "WEBP",
          ".avif": "AVIF", ".svg": ""}  # fmt: skip
DOCUMENTS = uploads.endings("documents")
TEXTS = (".txt", ".csv", ".vtt", ".svg")


def register_all(bundle):
    """Make the entries of files, so that pages and records can name them."""
    if tree.FILES not in bundle.files:
        return
    text = texts.read_text(bundle.files[tree.FILES], tree.FILES, bundle.problems)
    root = yaml_loader.load(text, tree.FILES, bundle.problems) if text is not None else None
    if root is None:
        return
    if not isinstance(root.value, dict):
        bundle.problems.add(tree.FILES, root.line, _("Fields with values are expected here."))
        return
    for sort, node in root.value.items():
        if sort not in (*SORTS, "recordings"):
            words = _("“%(name)s” is not a sort of file; there are: images, documents, recordings.")
            bundle.problems.add(tree.FILES, node.key_line, words % {"name": sort[:60]})
        elif not isinstance(node.value, list):
            bundle.problems.add(tree.FILES, node.key_line, _("A list is expected here."))
        elif sort == "recordings":
            register(bundle, sort, tree.FILES, node.value)
        else:
            register_files(bundle, sort, node.value)


def register_files(bundle, sort, nodes):
    """Make the entries of pictures or documents by their path."""
    for node in nodes:
        path = node.value.get("file") if isinstance(node.value, dict) else None
        if path is None or not isinstance(path.value, str):
            bundle.problems.add(
                tree.FILES, node.line, _("“%(name)s” is missing.") % {"name": "file"}
            )
        elif path.value in bundle.media[sort]:
            words = _("The file “%(file)s” is listed twice.") % {"file": path.value[:100]}
            bundle.problems.add(tree.FILES, path.line, words)
        else:
            entry = Entry(sort, path.value, tree.FILES, node.line, node.value)
            bundle.media[sort][path.value] = entry


def read_all(bundle):
    """Read what files.yaml says and look into the files."""
    for sort, entries in bundle.media.items():
        for entry in entries.values():
            read(bundle, sort, entry)
    for entry in bundle.records["recordings"].values():
        take_uploads(bundle, entry)
    check_unlisted(bundle)


def read(bundle, sort, entry):
    """Read what is said of a picture or document."""
    values = Values(bundle, entry.file)
    node = yaml_loader.Node(entry.fields, entry.line)
    found = values.fields(SORTS[sort], node, ("file", "title"))
    bundle.used.add(entry.name)
    path = entry.fields["file"]
    if not entry.name.startswith("files/") or entry.name not in bundle.files:
        values.fail(path, _("There is no file “%(file)s” in the bundle."), file=entry.name[:100])
    elif sort == "images":
        check_image(bundle, values, entry)
    elif not entry.name.lower().endswith(DOCUMENTS):
        values.fail(path, _("Documents of this sort are not possible."))
    if found is BAD:
        return
    if found.get("people_shown") and not found.get("consent"):
        values.fail(node, _("Where people are shown, their consent is needed."))
    entry.said = {name: value for name, value in found.items() if name != "file"}
    add_upload(bundle, entry, "file", entry.name)


def check_image(bundle, values, entry):
    """Look into a picture."""
    name, file = entry.name.lower(), bundle.files[entry.name]
    ending = name[name.rfind(".") :]
    if ending not in IMAGES:
        values.fail(entry.fields["file"], _("Pictures of this sort are not possible."))
    elif ending == ".svg":
        check_drawing(bundle, entry.name)
    else:
        try:
            with Image.open(file, formats=[IMAGES[ending]]) as picture:
                picture.verify()
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError,
                Image.DecompressionBombError):  # fmt: skip
            bundle.problems.add(entry.name, 0, _("This is no picture of the sort its name says."))


def check_drawing(bundle, path):
    """Look into an SVG."""
    if bundle.files[path].stat().st_size > texts.LARGEST:
        return
    data = bundle.files[path].read_bytes()
    for name in svg.dangers(data):
        bundle.problems.add(path, 0, _("A drawing may not have: %(name)s.") % {"name": name})
    try:
        svg.to_png(svg.clean(data))
    except ValidationError as error:
        bundle.problems.add(path, 0, " ".join(error.messages))
    except ValueError:
        bundle.problems.add(path, 0, _("This drawing cannot be shown."))


def add_upload(bundle, entry, field, path):
    """Remember which file an entry needs, and a digest of its content as what is said."""
    file = bundle.files.get(path)
    if file is None:
        return
    entry.uploads[field] = path
    with file.open("rb") as opened:
        entry.said[f"{field} digest"] = hashlib.file_digest(opened, "sha256").hexdigest()


def take_uploads(bundle, entry):
    """Remember the files of a recording and look into its texts."""
    for field, value in list(entry.said.items()):
        if isinstance(value, dict) and "$file" in value:
            add_upload(bundle, entry, field, value["$file"])
        elif field in ("captions", "clips"):
            for row in value:
                path = row["file"]["$file"]
                if field == "captions":
                    check_captions(bundle, path)
                with bundle.files[path].open("rb") as opened:
                    row["digest"] = hashlib.file_digest(opened, "sha256").hexdigest()


def check_captions(bundle, path):
    """Look into a WebVTT file."""
    text = texts.read_text(bundle.files[path], path, bundle.problems)
    if text is None:
        return
    try:
        captions.parse(text)
    except captions.CaptionError as error:
        for remark in error.remarks:
            bundle.problems.add(path, remark.line, remark.words)


def check_unlisted(bundle):
    """Tell of files that nothing lists, and of text files that are no text."""
    for file in bundle.files:
        if not file.startswith("files/") or file == tree.FILES:
            continue
        if file not in bundle.used:
            words = _("This file is not listed in files/files.yaml.")
            bundle.problems.add(file, 0, words)
        elif file.lower().endswith(TEXTS) and not file.lower().endswith(".vtt"):
            texts.read_text(bundle.files[file], file, bundle.problems)
