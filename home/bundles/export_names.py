"""The names under which a bundle knows what has an id on the site."""

from django.utils.text import slugify
from wagtail.models import Page

from home.bundles.state import Imported
from home.bundles.uploads import MODELS
from koers import bundle as kinds


class Names:
    """Know the name of every page, record, file and claim of the site that goes along."""

    def __init__(self, scope):
        self.scope = scope
        self.records = {
            name: dict(declared.model.objects.values_list("pk", "key"))
            for name, declared in kinds.RECORD_KINDS.items()
        }
        self.files = {kind: file_names(kind, model) for kind, model in MODELS.items()}
        self.claims = {}
        pks = {entry.name: pk for pk, entry in scope.entries.items()}
        self.originals = {pk: pks[entry.source.name] for pk, entry in scope.entries.items()}

    def page(self, pk):
        """Return the name of a page, or None."""
        entry = self.scope.entries.get(pk)
        return entry.name if entry else None

    def original(self, pk):
        """Return the name of a page's original, or None."""
        return self.page(self.originals.get(pk))

    def find(self, kind, pk):
        """Return the name of a record or file, or None."""
        return (self.files[kind] if kind in self.files else self.records[kind]).get(pk)

    def title(self, sort, pk):
        """Return the words for something that does not go along."""
        model = Page if sort == "page" else MODELS.get(sort)
        model = model or kinds.RECORD_KINDS[sort].model
        found = model.objects.filter(pk=pk).first()
        if found is None:
            return f"{sort} {pk}"
        return found.url_path.strip("/") if sort == "page" else str(found)


def file_names(kind, model):
    """Map ids of files to paths in a bundle: those they were imported from, else by their names."""
    label = model._meta.label_lower
    states = Imported.objects.filter(kind=kind, target__startswith=f"{label}:")
    known = {int(target.rpartition(":")[2]): name
             for target, name in states.values_list("target", "name")}  # fmt: skip
    stored = list(model.objects.order_by("pk").values_list("pk", "file"))
    found, taken = {}, set()
    for pk, file in stored:
        if pk in known and "#" not in known[pk] and ending(known[pk]) == ending(file):
            found[pk] = known[pk]
            taken.add(known[pk].lower())
    for pk, file in stored:
        if pk not in found:
            found[pk] = free(f"files/{kind}/{plain(file)}", taken)
    return {pk: found[pk] for pk, _file in stored}


def ending(name):
    """Return the ending of a file's name, with its point."""
    tail = name.rpartition("/")[2]
    return tail[tail.rfind(".") :].lower() if "." in tail else ""


def plain(file):
    """Return the last part of a stored name in signs that every system can hold."""
    tail = file.rpartition("/")[2]
    end = ending(file)
    return (slugify(tail[: len(tail) - len(end)])[:80] or "file") + end


def free(path, taken):
    """Return a path that is not taken yet, numbered if need be; it is taken from now on."""
    end = ending(path)
    stem, number = path[: len(path) - len(end)], 1
    while path.lower() in taken:
        number += 1
        path = f"{stem}-{number}{end}"
    taken.add(path.lower())
    return path
