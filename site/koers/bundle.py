"""What a bundle file may say of a page or record: one declaration that import and export both read.

A page model declares `bundle_type` and `bundle_fields`, a record model is registered by
`register_records`. The kinds below only name things; home/bundles knows how to read them.
"""

from dataclasses import dataclass, field
from functools import cache

from wagtail.models import get_page_models


@dataclass(frozen=True)
class Kind:
    """A kind of value; `word` marks what a translation says in its own language."""

    word: bool = False


@dataclass(frozen=True)
class Text(Kind):
    """Plain text on one or more lines."""

    max_length: int | None = None


@dataclass(frozen=True)
class RichText(Kind):
    """Markdown that becomes the HTML of one rich text field."""


@dataclass(frozen=True)
class Texts(Kind):
    """A list of short texts, held as a stream of one block type."""

    block: str = "text"


@dataclass(frozen=True)
class Edtf(Kind):
    """A date of EDTF level 0."""


@dataclass(frozen=True)
class Day(Kind):
    """A whole date."""


@dataclass(frozen=True)
class Number(Kind):
    """A number, whole unless `decimal`."""

    decimal: bool = False
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class Flag(Kind):
    """Yes or no."""


@dataclass(frozen=True)
class Choice(Kind):
    """One of the stored values of a TextChoices class, written in kebab case."""

    choices: type | None = None


@dataclass(frozen=True)
class Url(Kind):
    """An http(s) address."""


@dataclass(frozen=True)
class Key(Kind):
    """A key of a row or record, `[a-z0-9-]+`."""


@dataclass(frozen=True)
class Words(Kind):
    """A map of language to text."""


@dataclass(frozen=True)
class Language(Kind):
    """A language code, such as nl."""


@dataclass(frozen=True)
class RecordRef(Kind):
    """The key of a record; with `only`, its kind must be among these values."""

    records: str = ""
    many: bool = False
    only: tuple = ()


@dataclass(frozen=True)
class PageRef(Kind):
    """Slugs of original pages of one type."""

    type: str = ""
    many: bool = False


@dataclass(frozen=True)
class PagePaths(Kind):
    """Paths of pages from the bundle's root, held as a stream of page choosers."""

    block: str = "page"


@dataclass(frozen=True)
class FileRef(Kind):
    """Paths from the bundle's root to an image or documents of files.yaml."""

    files: str = ""
    many: bool = False


@dataclass(frozen=True)
class Rows(Kind):
    """Inline rows; `identity` names the fields that say which row a translation means."""

    relation: str = ""
    fields: dict = field(default_factory=dict)
    identity: tuple = ()
    required: tuple = ()


@dataclass(frozen=True)
class Tile(Kind):
    """Column and row on the tile map, both counted from 1."""


@dataclass(frozen=True)
class Contained:
    """Records written inside a page's file, as the claims of a result are."""

    model: type
    parent: str
    fields: dict
    required: tuple = ()


@dataclass(frozen=True)
class RecordKind:
    """A kind of record: its file in the bundle, its model and its fields."""

    name: str
    model: type
    fields: dict
    required: tuple = ("name",)

    @property
    def file_fields(self):
        """Return the names of the fields that hold a file of their own."""
        return [name for name, kind in self.fields.items() if isinstance(kind, FileRef)]


RECORD_KINDS = {}


@cache
def page_types():
    """Return the page models by their name in bundles."""
    models = (model for model in get_page_models() if getattr(model, "bundle_type", ""))
    return {model.bundle_type: model for model in models}


def register_records(name, fields, required=("name",)):
    """Register a model as the records of `<name>.yaml`; use as a decorator."""

    def register(model):
        RECORD_KINDS[name] = RecordKind(name, model, fields, required)
        return model

    return register
