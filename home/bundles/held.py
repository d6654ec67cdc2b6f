"""What the site holds of a page or record, said as the reader of bundles says it."""

from decimal import Decimal
from types import SimpleNamespace

from django.conf import settings
from django.utils.translation import gettext as _

from home.bundles import fields
from home.bundles.problems import Problems
from home.bundles.values import BAD, ORDERS, Values
from home.bundles.yaml_loader import INTEGER, Decimals, Node
from koers import bundle as kinds
from koers import edtf, richtext

PLAIN = (kinds.Text, kinds.Edtf, kinds.Day, kinds.Number, kinds.Flag, kinds.Choice, kinds.Url,
         kinds.Key, kinds.Language, kinds.Tile)  # fmt: skip


class Held:
    """Read the fields of one page or record; what a bundle cannot hold is left out and told.

    `writer` writes rich text; `language` is that of a page's words.
    """

    def __init__(self, names, left, where, writer=None, language=""):
        self.names = names
        self.left = left
        self.where = where
        self.writer = writer
        self.language = language

    def miss(self, name, what):
        """Tell that something of a field is left out."""
        self.left.add(self.where, f"{name}: {what}")

    def fields(self, declared, thing, required=()):
        """Return what is held in declared fields; empty ones are left out."""
        found = {}
        for name, kind in declared.items():
            value = self.value(kind, name, thing, name in required)
            if value is not None and value not in ("", [], {}):
                found[name] = value
        for start, end in ORDERS:
            both = start in found and end in found
            if both and edtf.upper(found[end]) < edtf.lower(found[start]):
                self.miss(end, _("it lies before the beginning"))
                del found[end]
        return found

    def value(self, kind, name, thing, required=False):
        """Return the value of one field."""
        if isinstance(kind, PLAIN):
            return self.plain(kind, name, thing, required)
        return getattr(self, type(kind).__name__.lower())(kind, name, thing)

    def raw(self, name, thing):
        """Return what the column of a field holds, or None where there is none."""
        attr = fields.attribute(type(thing), name)
        if not fields.has_field(type(thing), attr):
            return None
        return getattr(thing, type(thing)._meta.get_field(attr).attname)

    def plain(self, kind, name, thing, required):
        """Return a value that stands for itself, if a reader takes it."""
        if isinstance(kind, kinds.Tile):
            value = [thing.tile_column, thing.tile_row]
            value = None if None in value else value
        else:
            value = self.raw(name, thing)
            if isinstance(kind, (kinds.Flag, kinds.Number)) and not required:
                value = None if value == default_of(thing, name) else value
        value = as_said(kind, value)
        if value is None or value == "":
            return None
        return self.accepted(kind, name, value)

    def accepted(self, kind, name, value):
        """Return a value that a reader takes; else tell why not."""
        values = Values(SimpleNamespace(problems=Problems()), self.where)
        if values.read(kind, node(kind, value)) is not BAD:
            return value
        self.miss(name, values.bundle.problems.found[0].message)
        return None

    def words(self, kind, name, thing):
        """Return a text by language, in the languages of the site."""
        texts = {code: clean(text) for code, text in (self.raw(name, thing) or {}).items()}
        texts = {code: text for code, text in texts.items() if text}
        for code in sorted(set(texts) - set(settings.LANGUAGE_CODES)):
            self.miss(name, _("words in a language that the site does not have (%(code)s)")
                      % {"code": code})  # fmt: skip
        return {code: texts[code] for code in settings.LANGUAGE_CODES if code in texts}

    def richtext(self, kind, name, thing):
        """Return a rich text."""
        html = self.raw(name, thing) or ""
        return self.writer.rich(html, richtext.FEATURES, name) if html else ""

    def texts_of(self, name, thing):
        """Return the values of a stream of short texts."""
        return [row["value"] for row in getattr(thing, name).raw_data]

    def texts(self, kind, name, thing):
        """Return a list of short texts."""
        found = [clean(text) for text in self.texts_of(name, thing)]
        return [text for text in self.once(name, filter(None, found))
                if self.accepted(kinds.Text(max_length=255), name, text)]  # fmt: skip

    def once(self, name, values):
        """Return values without those that come again, which a bundle cannot say."""
        found = []
        for value in values:
            if value in found:
                self.miss(name, _("“%(value)s” stands there twice") % {"value": said_name(value)})
            else:
                found.append(value)
        return found

    def pagepaths(self, kind, name, thing):
        """Return pages in a chosen order."""
        found = []
        for pk in self.texts_of(name, thing):
            page = self.names.page(pk)
            if page:
                found.append({"$page": page})
            elif pk:
                self.miss(name, self.unknown("page", pk))
        return self.once(name, found)

    def recordref(self, kind, name, thing):
        """Return records, or one."""
        return self.referred(kind, name, thing, kind.records)

    def fileref(self, kind, name, thing):
        """Return pictures or documents, or one; the files of recordings are read elsewhere."""
        if kind.files not in self.names.files:
            return None
        return self.referred(kind, name, thing, kind.files)

    def pageref(self, kind, name, thing):
        """Return originals of pages, or one."""
        return self.referred(kind, name, thing, "page")

    def referred(self, kind, name, thing, sort):
        """Return what is named, in the order of its names."""
        if not kind.many:
            pk = self.raw(name, thing)
            return self.named(kind, name, sort, pk) if pk else None
        manager = getattr(thing, fields.attribute(type(thing), name))
        found = [self.named(kind, name, sort, one.pk) for one in manager.all()]
        found = [value for value in found if value]
        return sorted(found, key=lambda value: next(iter(value.values())))

    def named(self, kind, name, sort, pk):
        """Return the name of something, or None where it does not go along."""
        found = self.names.original(pk) if sort == "page" else self.names.find(sort, pk)
        if found and not self.fits(kind, pk):
            found = None
        if not found:
            self.miss(name, self.unknown(sort, pk))
        return {f"${sort}": found} if found else None

    def fits(self, kind, pk):
        """Tell whether a record is of a kind that is possible at its place."""
        only = getattr(kind, "only", ())
        model = kinds.RECORD_KINDS[kind.records].model if only else None
        return not only or model.objects.filter(pk=pk, kind__in=only).exists()

    def unknown(self, sort, pk):
        """Return the words for something that does not go along."""
        title = self.names.title(sort, pk)
        return _("“%(title)s” does not go along") % {"title": title}

    def rows(self, kind, name, thing):
        """Return inline rows; rows without what they cannot be without are left out."""
        found = []
        for row in getattr(thing, kind.relation).all():
            said = self.fields(kind.fields, row, kind.required)
            if all(field in said for field in kind.required):
                self.note_row(name, row, said, len(found))
                found.append(said)
            else:
                self.miss(name, _("a row that is not complete"))
        return found

    def note_row(self, name, row, said, number):
        """Take note of the place of a row; translations name rows by it."""


def said_name(value):
    """Return a value, or the name it holds."""
    return next(iter(value.values())) if isinstance(value, dict) else value


def default_of(thing, name):
    """Return what a column holds where a bundle says nothing."""
    attr = fields.attribute(type(thing), name)
    column = type(thing)._meta.get_field(attr)
    return None if column.null else column.get_default()


def as_said(kind, value):
    """Return the value of a column as it is said."""
    if value is None:
        return None
    if isinstance(kind, kinds.Number) and kind.decimal:
        return f"{Decimal(str(value)).normalize():f}"
    if isinstance(kind, kinds.Day):
        return value.isoformat()
    return clean(value) if isinstance(kind, kinds.Text) else value


def clean(text):
    """Return a text with plain line ends, and none where it has no words."""
    text = str(text or "").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return text if text.strip() else ""


def node(kind, value):
    """Return a value as the reader finds it in a file."""
    if isinstance(kind, kinds.Number) and kind.decimal:
        value = int(value) if INTEGER.fullmatch(value) else Decimals(value)
    if isinstance(value, list):
        value = [Node(item, 0) for item in value]
    return Node(value, 0)
