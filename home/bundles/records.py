"""Records of a bundle: organisations, people, sources and synonyms by key."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from home.bundles import texts, tree, yaml_loader
from home.bundles.contents import Entry
from home.bundles.fields import COMMON
from home.bundles.values import BAD, KEY, Values
from koers import bundle as kinds

# Fields of a bundle whose attribute has another name, by model or row.
ATTRIBUTES = {"from": "start", "video": "file"}


def load_list(bundle, file):
    """Return the nodes of a file that holds a list, and the file's own problems if it does not."""
    text = texts.read_text(bundle.files[file], file, bundle.problems)
    root = yaml_loader.load(text, file, bundle.problems) if text is not None else None
    if root is None:
        return []
    if not isinstance(root.value, list):
        bundle.problems.add(file, root.line, _("A list is expected here."))
        return []
    return root.value


def register(bundle, kind, file, nodes):
    """Make the entries of records by key, so that all can name each other."""
    for node in nodes:
        if not isinstance(node.value, dict):
            bundle.problems.add(file, node.line, _("Fields with values are expected here."))
            continue
        key = node.value.get("key")
        if key is None or not isinstance(key.value, str) or not KEY.fullmatch(key.value):
            line = node.line if key is None else key.line
            bundle.problems.add(file, line, _("A key has small letters, digits and hyphens only."))
        elif key.value in bundle.records[kind]:
            words = _("The key “%(key)s” is given twice.") % {"key": key.value}
            bundle.problems.add(file, key.line, words)
        else:
            entry = Entry(kind, key.value, file, node.line, node.value)
            bundle.records[kind][key.value] = entry


def register_all(bundle):
    """Make the entries of all records."""
    for file, kind in tree.record_files().items():
        if file in bundle.files:
            register(bundle, kind, file, load_list(bundle, file))


def read_all(bundle):
    """Read what the records say."""
    for kind, entries in bundle.records.items():
        declared = kinds.RECORD_KINDS[kind]
        for entry in entries.values():
            read(bundle, declared, entry)
    check_tiles(bundle)


def read(bundle, declared, entry):
    """Read what one record says."""
    values = Values(bundle, entry.file)
    fields = COMMON | declared.fields
    node = yaml_loader.Node(entry.fields, entry.line)
    found = values.fields(fields, node, ("key", *declared.required))
    if found is BAD:
        return
    entry.said = found
    if kinds.Texts() == fields.get("terms") or "terms" in found:
        check_terms(values, entry)
    check_model(values, declared.model, entry)


def check_terms(values, entry):
    """Ask for two terms at least."""
    if len(entry.said["terms"]) < 2:
        values.fail(entry.fields["terms"], _("Give two terms at least."))


def check_model(values, model, entry):
    """Ask the model itself about plain values."""
    plain = {
        name: value
        for name, value in entry.said.items()
        if isinstance(value, (str, int, bool)) and name in fields_of(model)
    }
    try:
        model(**plain).clean_fields(exclude=fields_of(model) - set(plain))
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            values.fail(entry.fields.get(name, entry.line), " ".join(messages).replace("%", "%%"))


def fields_of(model):
    """Return the names of a model's columns."""
    return {field.name for field in model._meta.concrete_fields}


def check_tiles(bundle):
    """Refuse two organisations on one tile."""
    seen = {}
    for entry in bundle.records["organisations"].values():
        tile = tuple(entry.said.get("tile", ()))
        if tile and tile in seen:
            words = _("The organisation “%(key)s” has this tile too.") % {"key": seen[tile]}
            bundle.problems.add(entry.file, entry.fields["tile"].line, words)
        seen.setdefault(tile, entry.name)
