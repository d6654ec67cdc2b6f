"""What the pages of a bundle say: their fields, rows, claims and bodies."""

from datetime import datetime

from django.utils.translation import gettext as _

from home.bundles.bodies import Body
from home.bundles.contents import Entry
from home.bundles.values import BAD, Values
from home.bundles.yaml_loader import Node
from koers import bundle as kinds

COMMON = ("type", "translates", "follows", "status", "access", "go_live_at", "expire_at", "order")
CLAIM_COMMON = {"key": kinds.Key(), "status": kinds.Text()}


def read_all(bundle):
    """Read what the pages say."""
    for entry in bundle.by_path.values():
        PageReader(bundle, entry).read()
    for entry in bundle.by_path.values():
        for name, nodes in entry.contained.items():
            if entry.original is None:
                entry.contained[name] = ContainedReader(bundle, entry, name).read(nodes)
    for entry in bundle.by_path.values():
        for name, nodes in entry.contained.items():
            if entry.original is not None:
                ContainedReader(bundle, entry, name).read_words(nodes)
    check_successors(bundle)
    bundle.check_fragments()


class PageReader(Values):
    """Read what one page says."""

    def __init__(self, bundle, entry):
        super().__init__(bundle, entry.file, entry.language, entry)
        self.entry = entry

    def read(self, kind=None, node=None):
        """Read the page, or, with arguments, one value."""
        if kind is not None:
            return super().read(kind, node)
        entry = self.entry
        said = self.said_fields()
        said |= self.common()
        entry.blocks = Body(self.bundle, entry.file, entry).read(entry.body, entry.body_line)
        entry.said = said | {"body": entry.blocks}
        self.check_orders(entry.fields, said)
        return None

    def said_fields(self):
        """Return the values of the fields that the page's type declares."""
        declared, nodes = self.entry.model.bundle_fields, self.entry.fields
        contains = getattr(self.entry.model, "bundle_contains", {})
        found = {}
        for name, node in nodes.items():
            if name in COMMON or name in contains:
                continue
            if name not in declared:
                self.unknown(name, node, [*COMMON, *declared, *contains])
            else:
                value = self.field(declared[name], name, node)
                if value is not BAD:
                    found[name] = value
        required = self.entry.model.bundle_required if self.entry.original is None else ("title",)
        for name in required:
            if name not in nodes:
                self.fail(2, _("“%(name)s” is missing."), name=name)
        return found

    def field(self, kind, name, node):
        """Return the value of one field."""
        if isinstance(kind, kinds.Rows) and self.entry.original:
            return self.row_words(kind, name, node)
        if self.entry.original and not kind.word:
            return self.fail(
                node.key_line, _("“%(name)s” belongs to the original only."), name=name
            )
        if name == "image_alt" and node.value == "":
            return ""
        return self.read(kind, node)

    def row_words(self, kind, name, node):
        """Return the words of a translation's rows, each with what says which row is meant."""
        rows = self.items(node)
        there = self.entry.original.fields.get(name)
        there = there.value if there and isinstance(there.value, list) else []
        if rows is BAD:
            return BAD
        found = []
        for number, row in enumerate(rows):
            if number >= len(there):
                self.fail(row, _("The original has %(number)s rows only."), number=len(there))
            elif self.mapping(row) is not BAD:
                found.append(self.words_of_row(kind, row, there[number], number))
        return [row for row in found if row]

    def words_of_row(self, kind, row, original, number):
        """Return the words of one row of a translation, or None where it has none."""
        facts = original.value if isinstance(original.value, dict) else {}
        identity = {name: facts[name].plain() for name in kind.identity if name in facts}
        words = {}
        for name, node in row.value.items():
            if name in kind.identity:
                if node.plain() != identity.get(name):
                    self.fail(node, _("The original says “%(value)s” here."),
                              value=str(identity.get(name, "–")))  # fmt: skip
            elif name not in kind.fields:
                self.unknown(name, node, kind.fields)
            elif not kind.fields[name].word:
                self.fail(node.key_line, _("“%(name)s” belongs to the original only."), name=name)
            else:
                words[name] = self.read(kind.fields[name], node)
        return {"row": number, "identity": identity, "words": words} if words else None

    def common(self):
        """Return the values of the fields that every page can have."""
        found = {}
        readers = {"follows": self.follows, "status": self.status, "access": self.access,
                   "go_live_at": self.moment, "expire_at": self.moment}  # fmt: skip
        for name, read in readers.items():
            node = self.entry.fields.get(name)
            value = BAD if node is None else read(node)
            if value is not BAD:
                found[name] = value
        times = [
            datetime.fromisoformat(found[n]) for n in ("go_live_at", "expire_at") if n in found
        ]
        if len(times) == 2 and times[1] <= times[0]:
            self.fail(self.entry.fields["expire_at"], _("The end lies before the beginning."))
        return found

    def follows(self, node):
        """Read the day of the original's text that a translation follows, where it is behind."""
        if not self.entry.original:
            return self.fail(node.key_line, _("“%(name)s” belongs to translations only."),
                             name="follows")  # fmt: skip
        return self.read(kinds.Day(), node)

    def status(self, node):
        """Read the status of a page."""
        if node.value != "draft":
            return self.fail(node, _("The status can be “draft”; leave it out for a live page."))
        return "draft"

    def moment(self, node):
        """Read a moment with its offset."""
        try:
            moment = datetime.fromisoformat(node.value)
            if moment.tzinfo is None or "T" not in node.value or moment.year < 1900:
                raise ValueError
        except (ValueError, TypeError):
            return self.fail(node, _("A moment is written in quotation marks with its offset, such "
                                     "as \"2026-01-31T08:00:00+01:00\"."))  # fmt: skip
        return node.value

    def access(self, node):
        """Read who may see a page."""
        if self.entry.original:
            return self.fail(node.key_line, _("“%(name)s” belongs to the original only."),
                             name="access")  # fmt: skip
        if node.value in ("login", "password"):
            return node.value
        groups = node.value.get("groups") if isinstance(node.value, dict) else None
        if groups is None or len(node.value) != 1:
            return self.fail(node, _("Access is login, password or {groups: [name]}."))
        names = self.several(groups, lambda item: self.read(kinds.Text(), item))
        for item in groups.value if names is not BAD else []:
            self.bundle.groups.append((item.value, self.path, item.line))
        if names == []:
            return self.fail(node, _("Access is login, password or {groups: [name]}."))
        return BAD if names is BAD else {"groups": names}


class ContainedReader(Values):
    """Read the claims inside a result's file."""

    def __init__(self, bundle, entry, name):
        super().__init__(bundle, entry.file, entry.language, entry)
        self.entry = entry
        self.contained = entry.model.bundle_contains[name]
        self.name = name

    def read(self, kind, node=None):
        """Read all claims of an original, or, with a node, one value."""
        if node is not None:
            return super().read(kind, node)
        found = {}
        self.items(self.entry.fields.get(self.name, Node([], 2)))
        declared = CLAIM_COMMON | self.contained.fields
        for key, item in kind.items():
            said = self.fields(declared, item, self.contained.required)
            name = f"{self.entry.name}#{key}"
            entry = Entry("claim", name, self.path, item.line, item.value)
            entry.said = {} if said is BAD else said | {"result": {"$page": self.entry.name}}
            if said is not BAD:
                self.check(entry, said, kind)
            found[key] = entry
        self.check_chains(found)
        return found

    def check(self, entry, said, keys):
        """Refuse figures that contradict themselves."""
        if said.get("status") not in (None, "draft"):
            self.fail(entry.fields["status"],
                      _("The status can be “draft”; leave it out for a live page."))  # fmt: skip
        replaced = said.get("supersedes")
        if replaced and (replaced not in keys or replaced == said["key"]):
            words = _("There is no other claim “%(key)s” in this result.")
            self.fail(entry.fields["supersedes"], words, key=replaced)
        elif replaced:
            said["supersedes"] = entry.said["supersedes"] = {
                "$claim": f"{self.entry.name}#{replaced}"
            }
        self.check_value(entry, said)
        if ("retracted_on" in said) != ("retraction_reason" in said):
            self.fail(entry.line, _("“retracted_on” and “retraction_reason” go together."))

    def check_value(self, entry, said):
        """Refuse a value that does not fit its qualifier, or a range upside down."""
        without = said["qualifier"] in ("hundreds-of", "thousands-of")
        value, top = said.get("value"), said.get("value_max")
        if without and (value is not None or top is not None):
            self.fail(entry.line, _("“Hundreds of” and “thousands of” stand without a number."))
        elif not without and value is None:
            self.fail(entry.line, _("“%(name)s” is missing."), name="value")
        elif top is not None and float(top) <= float(value):
            words = _("The end of the range must be more than its beginning.")
            self.fail(entry.fields["value_max"], words)
        for name in ("value", "value_max"):
            whole, _point, rest = str(said.get(name, "")).partition(".")
            if len(whole) > 12 or len(rest) > 4:
                words = _("A number has 12 digits at most, and 4 behind the point.")
                self.fail(entry.fields[name], words)

    def check_chains(self, found):
        """Refuse claims that replace each other in a circle, and two that hold now."""
        current = [entry for entry in found.values() if entry.said.get("current")]
        for entry in current[1:]:
            self.fail(entry.fields["current"], _("One claim of a result can hold now."))
        for entry in found.values():
            step = entry
            for _again in range(len(found) + 1):
                name = step.said.get("supersedes", {})
                name = name.get("$claim", "") if isinstance(name, dict) else ""
                step = found.get(name.partition("#")[2])
                if step is None:
                    break
            else:
                self.fail(entry.fields["supersedes"], _("These claims replace each other."))

    def read_words(self, nodes):
        """Add the words of a translation to the claims of the original."""
        self.items(self.entry.fields.get(self.name, Node([], 2)))
        there = self.entry.original.contained[self.name]
        words = {n: kind for n, kind in self.contained.fields.items() if kind.word}
        for key, item in nodes.items():
            if key not in there:
                self.fail(item.value["key"], _("The original has no claim “%(key)s”."), key=key)
                continue
            for name, node in item.value.items():
                if name in words:
                    self.add_word(there[key], name, self.read(words[name], node))
                elif name != "key":
                    words_ = _("“%(name)s” belongs to the original only.")
                    self.fail(node.key_line, words_, name=name)

    def add_word(self, entry, name, texts):
        """Add one word of a translation to a claim."""
        if texts is not BAD and isinstance(entry.said, dict) and entry.said:
            entry.said[name] = dict(sorted((entry.said.get(name, {}) | texts).items()))


def check_successors(bundle):
    """Refuse themes that succeed each other in a circle."""
    pages = {entry.name: entry for entry in bundle.by_path.values()}
    for entry in pages.values():
        step = entry
        for _again in range(len(pages) + 1):
            step = pages.get(step.said.get("succeeded_by", {}).get("$page"))
            if step is None:
                break
        else:
            node = entry.fields["succeeded_by"]
            bundle.problems.add(entry.file, node.line, _("These themes succeed each other."))
