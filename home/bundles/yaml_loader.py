"""YAML read into nodes that know their line; the parts of YAML that surprise are refused."""

import re
from dataclasses import dataclass

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 20
INTEGER = re.compile(r"-?(0|[1-9]\d{0,30})", re.ASCII)
DECIMAL = re.compile(r"-?(0|[1-9]\d{0,30})\.\d{1,30}", re.ASCII)
DATE = re.compile(r"\d{4}-\d{1,2}(-\d{1,2})?([Tt ].*)?", re.ASCII)
# What readers of YAML disagree about: octal, hexadecimal, sixties, infinity, yes and no.
DOUBTFUL = re.compile(
    r"[-+]?[\d.][\d_.,:xXoOa-fA-FeE+-]*|[-+]?\.(inf|nan)|yes|no|on|off|y|n|true|false|null|=|<<",
    re.ASCII | re.IGNORECASE,
)
PLAIN = {"": None, "~": None, "null": None, "true": True, "false": False}


class Refused(Exception):
    """Say why a text is refused, and on which line of it."""

    def __init__(self, line, message):
        self.line = line
        self.message = message


@dataclass
class Node:
    """Hold a value with the lines it and its key begin on; `block` marks text after a | or >."""

    value: object
    line: int
    key_line: int = 0
    block: bool = False

    def plain(self):
        """Return the value without lines."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


REFUSALS = {
    "anchor": gettext_lazy("Anchors (&) and aliases (*) may not be used; write the value again."),
    "tag": gettext_lazy("Tags (!) may not be used."),
}


def scalar(event, line):
    """Return the node of one value."""
    if not event.implicit[0] or event.style:
        return Node(event.value, line, block=event.style in ("|", ">"))
    text = event.value
    if text in PLAIN:
        return Node(PLAIN[text], line)
    if INTEGER.fullmatch(text):
        return Node(int(text), line)
    if DECIMAL.fullmatch(text):
        return Node(Decimals(text), line)
    if DATE.fullmatch(text):
        raise Refused(line, _("Put the date %(text)s in quotation marks.") % {"text": text})
    if DOUBTFUL.fullmatch(text):
        words = _("“%(text)s” can be read in more than one way; put it in quotation marks.")
        raise Refused(line, words % {"text": text[:40]})
    return Node(text, line)


class Decimals(str):
    """Mark a number with a decimal point, kept as it was written."""


class Builder:
    """Build nodes from the events of a parser, without recursion."""

    def __init__(self, first):
        self.first = first
        self.root = None
        self.open = []
        self.keys = []

    def build(self, events):
        """Return the node of the one document, or None where the text is empty."""
        documents = 0
        for event in events:
            line = event.start_mark.line + self.first
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise Refused(line, _("A file holds one document only."))
            self.take(event, line)
        return self.root

    def take(self, event, line):
        """Take over one event."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Refused(line, REFUSALS["anchor"])
        if getattr(event, "tag", None) or getattr(event, "tags", None):
            raise Refused(line, REFUSALS["tag"])
        if getattr(event, "version", None):
            raise Refused(line, _("Directives may not be used."))
        if isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
            self.keys.pop()
        elif isinstance(event, yaml.ScalarEvent):
            if self.wants_key():
                self.take_key(event, line)
            else:
                self.place(scalar(event, line))
        elif isinstance(event, yaml.CollectionStartEvent):
            self.start(event, line)

    def wants_key(self):
        """Tell whether a key of a map comes next."""
        return self.open and isinstance(self.open[-1].value, dict) and self.keys[-1] is None

    def take_key(self, event, line):
        """Remember the key of the value that follows."""
        if event.value == "<<" and not event.style:
            raise Refused(line, _("Merge keys (<<) may not be used."))
        if event.value in self.open[-1].value:
            words = _("“%(key)s” is given twice.")
            raise Refused(line, words % {"key": event.value[:60]})
        self.keys[-1] = (event.value, line)

    def start(self, event, line):
        """Open a list or a map."""
        if self.wants_key():
            raise Refused(line, _("A key must be a word."))
        if len(self.open) >= DEEPEST:
            raise Refused(line, _("This is nested too deeply."))
        node = Node({} if isinstance(event, yaml.MappingStartEvent) else [], line)
        self.place(node)
        self.open.append(node)
        self.keys.append(None)

    def place(self, node):
        """Put a node where it belongs."""
        node.key_line = node.line
        if not self.open:
            self.root = node
        elif isinstance(self.open[-1].value, list):
            self.open[-1].value.append(node)
        else:
            key, node.key_line = self.keys[-1]
            self.open[-1].value[key] = node
            self.keys[-1] = None


def load(text, path, problems, first=1):
    """Return the node of a YAML text whose first line has number `first`; None if it is refused."""
    try:
        return Builder(first).build(yaml.parse(text, Loader=LOADER))
    except Refused as refusal:
        problems.add(path, refusal.line, refusal.message)
    except yaml.MarkedYAMLError as error:
        marks = [error.problem_mark, error.context_mark]
        if "end of stream" in (error.problem or ""):
            marks.reverse()
        mark = marks[0] or marks[1]
        line = mark.line + first if mark else first
        words = _("This is not YAML that can be read: %(error)s.")
        problems.add(path, line, words % {"error": error.problem or error.context})
    except yaml.YAMLError as error:
        problems.add(path, first, _("This is not YAML that can be read: %(error)s.")
                     % {"error": str(error).splitlines()[0]})  # fmt: skip
    return None
