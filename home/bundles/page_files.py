"""Page files of a bundle: found, tied to their originals and put in the tree."""

from django.utils.translation import gettext as _

from home.bundles import texts, tree, yaml_loader
from home.bundles.contents import PageEntry
from home.bundles.values import KEY
from koers.bundle import page_types

FIRST_LANGUAGE_ONLY = ("theme", "result", "project")


def register_all(bundle):
    """Make the entries of pages, so that all can name each other."""
    found = tree.pages(bundle.files, bundle.languages, bundle.problems)
    roots = {path.partition("/")[0] for path in found} if bundle.under else set()
    tree.check_folders(found, roots, bundle.problems)
    for path, file in found.items():
        entry = read_head(bundle, path, file)
        if entry is not None:
            bundle.by_path[path] = bundle.by_file[file] = entry
    for entry in bundle.by_path.values():
        tie(bundle, entry)
        take_order(bundle, entry)
        register_contained(bundle, entry)


def read_head(bundle, path, file):
    """Return the entry of a page with its fields as nodes, or None where it cannot be read."""
    text = texts.read_text(bundle.files[file], file, bundle.problems)
    parts = text is not None and texts.split_front_matter(text, file, bundle.problems)
    if not parts:
        return None
    head, body, body_line = parts
    before = len(bundle.problems.found)
    node = yaml_loader.load(head, file, bundle.problems, first=2)
    if len(bundle.problems.found) > before:
        return None
    if node is None or not isinstance(node.value, dict):
        bundle.problems.add(file, 2, _("The fields of a page are expected here."))
        return None
    kind = node.value.get("type")
    if kind is None or not isinstance(kind.value, str) or kind.value not in page_types():
        line = kind.line if kind else 2
        words = _("“type” is one of: %(types)s.")
        bundle.problems.add(file, line, words % {"types": ", ".join(sorted(page_types()))})
        return None
    return PageEntry(
        "page", bundle.name(path), file, 2, node.value, path=path, type=kind.value,
        language=path.split("/")[0], model=page_types()[kind.value], body=body, body_line=body_line,
    )  # fmt: skip


def tie(bundle, entry):
    """Tie a translation to its original."""
    node = entry.fields.get("translates")
    if node is None:
        first = bundle.languages[0]
        if entry.type in FIRST_LANGUAGE_ONLY and entry.language != first:
            words = _("A page of the type %(type)s is written in %(language)s first; say which "
                      "page it translates.")  # fmt: skip
            bundle.problems.add(entry.file, 2, words % {"type": entry.type, "language": first})
        return
    original = bundle.by_path.get(node.value) if isinstance(node.value, str) else None
    if original is None:
        message = _("The bundle has no page “%(path)s”.") % {"path": str(node.plain())[:100]}
    elif original.type != entry.type:
        message = _("The original is of the type %(type)s.") % {"type": original.type}
    elif original.language == entry.language:
        message = _("The original is in the same language.")
    elif "translates" in original.fields:
        message = _("The original is a translation itself; name the page it translates.")
    else:
        message = take_original(bundle, entry, original)
    if message:
        bundle.problems.add(entry.file, node.line, message)


def take_original(bundle, entry, original):
    """Tie a page to its original, or say which page of the language already is."""
    for other in bundle.by_path.values():
        if other.original is original and other.language == entry.language:
            return _("The page %(path)s translates it already.") % {"path": other.path}
    entry.original = original
    return ""


def take_order(bundle, entry):
    """Take over the number that a page is ordered by."""
    node = entry.fields.get("order")
    if node is not None and (type(node.value) is not int or not 0 <= node.value < 10**6):
        bundle.problems.add(entry.file, node.line, _("A whole number is expected here."))
    elif node is not None:
        entry.order = node.value


def register_contained(bundle, entry):
    """Note the keys of the records inside a page, so that others can name them."""
    for name in getattr(entry.model, "bundle_contains", {}):
        found = entry.contained.setdefault(name, {})
        node = entry.fields.get(name)
        for item in node.value if node and isinstance(node.value, list) else []:
            key = item.value.get("key") if isinstance(item.value, dict) else None
            if key is None or not isinstance(key.value, str) or not KEY.fullmatch(key.value):
                line = key.line if key else item.line
                words = _("A key has small letters, digits and hyphens only.")
                bundle.problems.add(entry.file, line, words)
            elif key.value in found:
                words = _("The key “%(key)s” is given twice.") % {"key": key.value}
                bundle.problems.add(entry.file, key.line, words)
            else:
                found[key.value] = item


def check_places(bundle):
    """Refuse pages that stand where their type cannot."""
    names = {entry.name: entry for entry in bundle.by_path.values()}
    single = {}
    for entry in names.values():
        parent = names.get(entry.parent)
        message = misplaced(entry, parent, names) if parent or not bundle.under else ""
        if not message and getattr(entry.model, "max_count_per_parent", None) == 1:
            other = single.setdefault((entry.parent, entry.type), entry)
            words = _("There is one such list a language; the other is %(file)s.")
            message = "" if other is entry else words % {"file": other.file}
        if message:
            bundle.problems.add(entry.file, entry.fields["type"].line, message)


def misplaced(entry, parent, names):
    """Say why a page cannot stand below another, or nothing."""
    if parent is None:
        top = "/" not in entry.name
        return "" if top == (entry.type == "home") else _("Only a home page stands at the top.")
    if parent.model not in entry.model.allowed_parent_page_models():
        words = _("A page of the type %(type)s cannot stand below one of the type %(parent)s.")
        return words % {"type": entry.type, "parent": parent.type}
    above = names.get(parent.parent)
    if entry.type == parent.type == "chapter" and above and above.type == "chapter":
        return _("Chapters have two levels at most.")
    return ""
