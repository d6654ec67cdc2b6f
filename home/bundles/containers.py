"""A body cut into text and containers (`::: name …`), with the lines they begin on."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

FENCE = re.compile(r":::[ \t]*(\S*)[ \t]*(.*)")
ARGUMENT = re.compile(r'([a-z]+)(?:=(?:"((?:[^"\\]|\\.)*)"|([^\s"=]+)))?(?:[ \t]+|\Z)')


class Quoted(str):
    """Mark an argument that was written in quotation marks."""


@dataclass
class Part:
    """Hold a stretch of text, or a container with its name and arguments."""

    line: int
    name: str = ""
    arguments: dict = field(default_factory=dict)
    lines: list = field(default_factory=list)

    @property
    def text(self):
        """Return the Markdown inside."""
        return "\n".join(self.lines)

    @property
    def first(self):
        """Return the line that the Markdown inside begins on."""
        return self.line + 1 if self.name else self.line


def arguments(text, line, fail):
    """Return the arguments of a container; a bare word has the value True."""
    found, place = {}, 0
    while place < len(text):
        match = ARGUMENT.match(text, place)
        if match is None:
            fail(line, _("Write arguments as name=value or name=\"value\": “%(text)s”.")
                 % {"text": text[place : place + 60]})  # fmt: skip
            return found
        name, quoted, bare = match.groups()
        if name in found:
            fail(line, _("“%(key)s” is given twice.") % {"key": name})
        value = True if quoted is None and bare is None else bare
        found[name] = value if quoted is None else Quoted(re.sub(r"\\(.)", r"\1", quoted))
        place = match.end()
    return found


def cut(text, first, fail):
    """Return the parts of a body."""
    parts = [Part(first)]
    for number, line in enumerate(text.split("\n"), start=first):
        if line.lstrip().startswith(":::"):
            fence(parts, line, number, fail)
        else:
            parts[-1].lines.append(line)
    if parts[-1].name:
        words = _("“::: %(name)s” is not closed by a line of “:::”.")
        fail(parts[-1].line, words % {"name": parts[-1].name})
    return [part for part in parts if part.name or part.text.strip()]


def fence(parts, line, number, fail):
    """Open or close a container."""
    match = FENCE.fullmatch(line.rstrip())
    name, rest = match.groups() if match else ("", "")
    if match is None or name.startswith(":"):
        fail(
            number, _("Containers begin at the start of a line with three colons, and do not nest.")
        )
    elif not name and not parts[-1].name:
        fail(number, _("This “:::” closes nothing."))
    elif not name:
        parts.append(Part(number + 1))
    else:
        if parts[-1].name:
            fail(number, _("Containers do not nest; close “::: %(name)s” of line %(line)s first.")
                 % {"name": parts[-1].name, "line": parts[-1].line})  # fmt: skip
        parts.append(Part(number, name, arguments(rest, number, fail)))
