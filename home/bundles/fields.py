"""What a bundle says, put into the fields of pages and records, with ids in place of names."""

import json
from datetime import date
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import TranslatableMixin

from home.bundles import links
from home.bundles.bodies import plain, with_ids
from koers import bundle as kinds

COMMON = {"key": kinds.Key(), "archived": kinds.Flag()}
# Fields of rows and records whose attribute has another name.
ATTRIBUTES = {"from": "start"}


class Ids:
    """Know the id of everything that a bundle names."""

    def __init__(self):
        self.known = {}

    def add(self, kind, name, target):
        """Remember the id of something."""
        label, _colon, pk = target.partition(":")
        self.known[kind, name] = label, int(pk)

    def find(self, kind, name):
        """Return the id of something."""
        return self.known[{"document": "documents"}.get(kind, kind), name][1]

    def thing(self, kind, name):
        """Return the object itself."""
        label, pk = self.known[kind, name]
        model = ContentType.objects.get_by_natural_key(*label.split(".")).model_class()
        found = model.objects.get(pk=pk)
        return found.specific if kind == "page" else found

    def resolve(self, value):
        """Return plain data with ids in place of names."""
        if isinstance(value, str):
            return links.resolve(value, self.find)
        if isinstance(value, list):
            return [self.resolve(item) for item in value]
        if isinstance(value, dict):
            if len(value) == 1 and next(iter(value)).startswith("$"):
                [(kind, name)] = value.items()
                return self.find(kind[1:], name)
            return {key: self.resolve(item) for key, item in value.items()}
        return value


def names(value):
    """Yield (kind, name) of everything that a value names."""
    if isinstance(value, str):
        for kind, name in links.symbols(value):
            yield {"document": "documents"}.get(kind, kind), name
    elif isinstance(value, list):
        for item in value:
            yield from names(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key.startswith("$"):
                yield key[1:], item
            else:
                yield from names(item)


def attribute(model, name):
    """Return the attribute that a field of a bundle is held in."""
    own = getattr(model, "bundle_attributes", {})
    if name in own:
        return own[name]
    return ATTRIBUTES[name] if name in ATTRIBUTES and not has_field(model, name) else name


def has_field(model, name):
    """Tell whether a model has a field."""
    return name in {field.name for field in model._meta.get_fields()}


def stored(kind, value):
    """Return a read value as its field holds it."""
    if isinstance(kind, kinds.Day):
        return date.fromisoformat(value)
    if isinstance(kind, kinds.Number) and kind.decimal:
        return Decimal(value)
    return value


def streamed(kind, value):
    """Return the rows of a stream for a list of values."""
    return [{"type": kind.block, "value": item} for item in value]


def simple(model, declared, said, ids):
    """Return the values of plain columns by attribute; what is not said is empty."""
    found = {}
    for name, kind in declared.items():
        if isinstance(kind, kinds.Tile):
            found["tile_column"], found["tile_row"] = said.get(name, (None, None))
            continue
        attr = attribute(model, name)
        column = model._meta.get_field(attr) if has_field(model, attr) else None
        if not isinstance(column, models.Field) or column.many_to_many:
            continue
        if isinstance(column, (StreamField, models.FileField)):
            continue
        if name in said:
            value = stored(kind, ids.resolve(said[name]))
            found[column.attname] = float(value) if isinstance(column, models.FloatField) else value
        else:
            found[column.attname] = None if column.null else column.get_default()
    return found


def put_streams(thing, declared, said, ids, name):
    """Set the streams of a page or record; equal blocks keep their ids."""
    for field_name, kind in declared.items():
        if isinstance(kind, (kinds.Texts, kinds.PagePaths)):
            rows = streamed(kind, ids.resolve(said.get(field_name, [])))
            put_stream(thing, field_name, rows, name)


def put_stream(thing, field_name, rows, name):
    """Set one stream."""
    old = [dict(row) for row in getattr(thing, field_name).raw_data]
    setattr(thing, field_name, json.dumps(with_ids(rows, old, f"{name} {field_name}")))


def put_many(thing, declared, said, ids):
    """Set the many-to-many fields of a page."""
    for name, kind in declared.items():
        if getattr(kind, "many", False):
            manager = getattr(thing, attribute(type(thing), name))
            pks = ids.resolve(said.get(name, []))
            found = manager.model.objects.in_bulk(pks)
            manager.set([found[pk] for pk in pks])


def put_rows(thing, declared, said, ids):
    """Set the inline rows of an original page or a record; rows that stay keep their ids."""
    for name, kind in declared.items():
        if isinstance(kind, kinds.Rows):
            manager = getattr(thing, kind.relation)
            values = [simple(manager.model, kind.fields, row, ids) for row in said.get(name, [])]
            wanted = kind.identity or tuple(kind.fields)
            columns = [attname(manager.model, field) for field in wanted]
            manager.set(matched(manager, values, columns, thing))


def attname(model, name):
    """Return the column of a bundle's field."""
    return model._meta.get_field(attribute(model, name)).attname


def matched(manager, values, columns, thing):
    """Return rows with new values: the same row where its columns are known, else a new one."""
    unused = list(manager.all())
    rows = [take(unused, lambda row, v=v: all(getattr(row, c) == v[c] for c in columns if c in v))
            for v in values]  # fmt: skip
    rows = [row or take(unused, lambda row: True) or manager.model() for row in rows]
    for number, (row, value) in enumerate(zip(rows, values, strict=True)):
        row.sort_order = number
        if isinstance(row, TranslatableMixin):
            row.locale_id = thing.locale_id
        for attr, item in value.items():
            setattr(row, attr, item)
    return rows


def take(rows, fits):
    """Take the first row that fits out of a list."""
    for row in rows:
        if fits(row):
            rows.remove(row)
            return row
    return None


def put_row_words(thing, source, declared, said):
    """Set the inline rows of a translation: copies of the original's rows with their own words."""
    for name, kind in declared.items():
        if not isinstance(kind, kinds.Rows):
            continue
        manager = getattr(thing, kind.relation)
        originals = list(getattr(source, kind.relation).all())
        old = {row.translation_key: row for row in manager.all()}
        rows = []
        for item in said.get(name, []):
            original = originals[item["row"]]
            row = old.get(original.translation_key) or manager.model()
            copy_facts(original, row)
            row.locale_id, row.translation_key = thing.locale_id, original.translation_key
            for word, word_kind in kind.fields.items():
                if word_kind.word:
                    setattr(row, attribute(manager.model, word), item["words"].get(word, ""))
            rows.append(row)
        manager.set(rows)


def copy_facts(original, row):
    """Copy the columns of a row, but for what ties it to its page."""
    for column in original._meta.concrete_fields:
        if column.name not in {"id", "page", "locale", "translation_key"}:
            setattr(row, column.attname, getattr(original, column.attname))


def equals(record, entry, ids):
    """Tell whether a record on the site already says what a bundle says."""
    declared = COMMON | kinds.RECORD_KINDS[entry.kind].fields
    if entry.uploads or any(isinstance(kind, kinds.Rows) for kind in declared.values()):
        return False
    try:
        values = simple(type(record), declared, entry.said, ids)
        streams = all(
            plain(streamed(kind, ids.resolve(entry.said.get(name, []))))
            == plain([dict(row) for row in getattr(record, name).raw_data])
            for name, kind in declared.items() if isinstance(kind, kinds.Texts)
        )  # fmt: skip
    except KeyError:
        return False
    return streams and all(getattr(record, attr) == value for attr, value in values.items())
