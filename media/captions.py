"""Captions: WebVTT read into cues, and a transcript made from them."""

import html
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from koers.times import clock

TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
TIMING = re.compile(rf"{TIME}[ \t]+-->[ \t]+{TIME}(?:[ \t].*)?", re.ASCII)
VOICE = re.compile(r"<v(?:\.[^ >\t]*)?[ \t]+([^>]+)>")
TAG = re.compile(r"</?[a-zA-Z0-9.:][^>]*>|</?>")
SKIPPED = ("NOTE", "STYLE", "REGION")
SENTENCE_END = (".", "!", "?", "…")
LONGEST = 320


class CaptionError(ValueError):
    """Say what is wrong in captions, and on which line."""


@dataclass
class Cue:
    """What is said from one second to another."""

    start: float
    end: float
    text: str
    speaker: str = ""


@dataclass
class Paragraph:
    """Sentences of one speaker, with the second they begin at."""

    start: float
    speaker: str
    text: str

    @property
    def second(self):
        """Return the whole second to start at."""
        return int(self.start)

    @property
    def time(self):
        """Return the time as m:ss."""
        return clock(self.start)


def parse(text):
    """Read WebVTT (W3C) into cues; raise CaptionError with the line of the first fault."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.match(r"WEBVTT(?:[ \t]|\Z)", lines[0]):
        raise CaptionError(_("Line 1: captions begin with the word WEBVTT."))
    cues = []
    for number, block in blocks(lines):
        if block[0].startswith(SKIPPED) or number == 1:
            continue
        cues.append(read_cue(number, block))
    if not cues:
        raise CaptionError(_("Line 1: there are no captions in this file."))
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


def read_cue(number, block):
    """Read one cue from its lines; `number` is the line of the first."""
    if "-->" not in block[0]:
        block, number = block[1:], number + 1
    match = TIMING.fullmatch(block[0].strip()) if block else None
    if match is None:
        raise CaptionError(
            _("Line %(line)s: a time such as 00:00:01.000 --> 00:00:04.000 was expected.")
            % {"line": number}
        )
    start, end = seconds(match.groups()[:4]), seconds(match.groups()[4:])
    if end <= start:
        raise CaptionError(
            _("Line %(line)s: the end lies before the beginning.") % {"line": number}
        )
    words = " ".join(line.strip() for line in block[1:])
    voice = VOICE.search(words)
    text = html.unescape(TAG.sub("", words)).strip()
    return Cue(start, end, text, voice.group(1).strip() if voice else "")


def seconds(parts):
    """Return hours, minutes, seconds and milliseconds as seconds."""
    hours, minutes, whole, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + whole + thousandths / 1000


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
