"""Captions: WebVTT (W3C) or SubRip read into cues, and a transcript made from them."""

import html
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koers.times import clock

HEADER = re.compile(r"WEBVTT(?:[ \t]|\Z)")
TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
TIMING = re.compile(rf"{TIME}[ \t]+-->[ \t]+{TIME}(?:[ \t]+(.*))?", re.ASCII)
# SubRip has no standard: programs write fewer digits, and a point for the comma.
LOOSE = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
LOOSE_TIMING = re.compile(rf"{LOOSE}[ \t]*-->[ \t]*{LOOSE}(?:[ \t].*)?()", re.ASCII)
VOICE = re.compile(r"<v(?:\.[^ >\t]*)?[ \t]+([^>]+)>")
TAG = re.compile(r"</?[a-zA-Z0-9.:][^>]*>|</?>")
# What SubRip says of its looks is dropped, but for what WebVTT knows too.
LOOKS = re.compile(r"\{[^}]*\}|</?font[^>]*>", re.IGNORECASE)
KEPT = re.compile(r"&lt;(/?[biu])&gt;", re.IGNORECASE)
SKIPPED = ("NOTE", "STYLE", "REGION")
SENTENCE_END = (".", "!", "?", "…")
LONGEST = 320
MOST_SAID = 10


@dataclass(frozen=True)
class Remark:
    """What is to be said of a line of captions."""

    line: int
    words: str

    def __str__(self):
        return _("Line %(line)s: %(words)s") % {"line": self.line, "words": self.words}


class CaptionError(ValueError):
    """Say what is wrong in captions: a `Remark` for each fault."""

    def __init__(self, remarks):
        self.remarks = remarks
        super().__init__("\n".join(sentences(remarks)))


def sentences(remarks):
    """Write the first of some remarks, and how many more there are."""
    said = [str(remark) for remark in remarks[:MOST_SAID]]
    if more := len(remarks) - len(said):
        said.append(ngettext("And %(n)s more.", "And %(n)s more.", more) % {"n": more})
    return said


@dataclass
class Cue:
    """What is said from one second to another, as rows of WebVTT, and the line it stands on."""

    start: float
    end: float
    rows: tuple
    settings: str = ""
    line: int = 0
    name: str = ""
    # What players skip, such as remarks of the maker, and stands above it.
    notes: tuple = ()

    @property
    def shown(self):
        """Return the rows as viewers read them."""
        return [html.unescape(TAG.sub("", row)).strip() for row in self.rows]

    @property
    def text(self):
        """Return the rows as one text."""
        return " ".join(filter(None, self.shown))

    @property
    def speaker(self):
        """Return who speaks, or nothing."""
        voice = VOICE.search(" ".join(self.rows))
        return html.unescape(voice.group(1)).strip() if voice else ""


@dataclass
class Paragraph:
    """Sentences of one speaker, with the second they begin at where that is known."""

    start: float | None
    speaker: str
    text: str
    line: int = 0

    @property
    def timed(self):
        """Tell whether it is known where it begins."""
        return self.start is not None

    @property
    def second(self):
        """Return the whole second to start at."""
        return int(self.start)

    @property
    def time(self):
        """Return the time as m:ss."""
        return clock(self.start)


def parse(text):
    """Read WebVTT into cues; raise CaptionError with the lines of its faults."""
    lines = lines_of(text)
    if not HEADER.match(lines[0]):
        raise CaptionError([Remark(1, _("captions begin with the word WEBVTT."))])
    return cues_of(lines, TIMING)


def parse_any(text):
    """Read WebVTT or SubRip into cues; raise CaptionError with the lines of its faults."""
    return parse_subrip(text) if is_subrip(text) else parse(text)


def is_subrip(text):
    """Tell whether a text begins as SubRip does: a number, then a time."""
    block = next(blocks(lines_of(text)), (1, [""]))[1]
    return "-->" in block[0] or (block[0].strip().isdigit() and "-->" in "".join(block[1:2]))


def parse_subrip(text):
    """Read SubRip into cues; raise CaptionError with the lines of its faults."""
    cues = cues_of(lines_of(text), LOOSE_TIMING)
    for cue in cues:
        cue.name = ""
        cue.rows = tuple(
            KEPT.sub(r"<\1>", html.escape(LOOKS.sub("", row), quote=False)) for row in cue.rows
        )
    return cues


def head(text):
    """Return what WebVTT says before its first cue, and what it still says after its last."""
    found = list(blocks(lines_of(text)))
    cues = [at for at, (_line, block) in enumerate(found) if "-->" in "".join(block[:2])]
    outside = found[: cues[0]] + found[cues[-1] + 1 :]
    return "\n\n".join("\n".join(block) for _line, block in outside)


def lines_of(text):
    """Split a text at any kind of line end."""
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def cues_of(lines, timing):
    """Read cues; all that are wrong are told of at once."""
    cues, faults, notes = [], [], []
    for number, block in blocks(lines):
        if timing is TIMING and (block[0].startswith(SKIPPED) or number == 1):
            notes.append("\n".join(block))
            continue
        if not cues:
            notes = []
        cue, fault = read_cue(number, block, timing)
        if not fault and cues and cue.start < cues[-1].start:
            fault = Remark(cue.line, _("it begins before the caption above it."))
        if fault:
            faults.append(fault)
        else:
            cue.notes, notes = tuple(notes), []
            cues.append(cue)
    if not cues and not faults:
        faults.append(Remark(1, _("there are no captions in this file.")))
    if faults:
        raise CaptionError(faults)
    return cues


def blocks(lines):
    """Yield (number of the first line, lines) of what empty lines part."""
    block, first = [], 1
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            first = first if block else number
            block.append(line)
        elif block:
            yield first, block
            block = []


def read_cue(number, block, timing):
    """Return (cue, None) or (None, fault) of some lines; `number` is the line of the first."""
    name = ""
    if "-->" not in block[0]:
        name, block, number = block[0].strip(), block[1:], number + 1
    match = timing.fullmatch(block[0].strip()) if block else None
    if match is None:
        words = _("a time such as 00:00:01.000 --> 00:00:04.000 was expected.")
        return None, Remark(number, words)
    start, end = seconds(match.groups()[:4]), seconds(match.groups()[4:8])
    if end <= start:
        return None, Remark(number, _("the end lies before the beginning."))
    for at, row in enumerate(block[1:], number + 1):
        if "-->" in row:
            return None, Remark(at, _("an empty line is missing before this time."))
    rows = tuple(row.strip() for row in block[1:])
    return Cue(start, end, rows, (match.group(9) or "").strip(), number, name), None


def seconds(parts):
    """Return hours, minutes, seconds and the digits behind the point as seconds."""
    hours, minutes, whole = (int(part or 0) for part in parts[:3])
    return hours * 3600 + minutes * 60 + whole + int((parts[3] or "0").ljust(3, "0")) / 1000


def paragraphs(cues):
    """Join cues into paragraphs: a new one at another speaker, or after a sentence that is long."""
    found = []
    for cue in cues:
        last = found[-1] if found else None
        full = last and len(last.text) > LONGEST and last.text.endswith(SENTENCE_END)
        if last is None or last.speaker != cue.speaker or full:
            found.append(Paragraph(cue.start, cue.speaker, cue.text))
        else:
            last.text = f"{last.text} {cue.text}"
    return found
