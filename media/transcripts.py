"""Transcripts as plain text; a paragraph may say when it begins and who speaks: [0:35 Anna] Dag."""

import re

from django.utils.translation import gettext as _

from media.captions import Paragraph, Remark, blocks, lines_of, seconds

MARK = re.compile(
    r"\[(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)(?:[ \t]+([^\]]+?))?[ \t]*\][ \t]*", re.ASCII
)
LIKE_A_MARK = re.compile(r"\[\s*\d+[:.]")


def read(text):
    """Return a transcript as `Paragraph`s, each with the line it begins on."""
    return [paragraph(number, block) for number, block in blocks(lines_of(text))]


def paragraph(number, block):
    """Return some lines as a `Paragraph`."""
    text = "\n".join(line.strip() for line in block)
    mark = MARK.match(text)
    if mark is None:
        return Paragraph(None, "", text, number)
    start = seconds((*mark.groups()[:3], ""))
    return Paragraph(start, mark.group(4) or "", text[mark.end() :], number)


def write(paragraphs):
    """Write paragraphs as an editor corrects them."""
    return "".join(f"{mark_of(part)}{part.text}\n\n" for part in paragraphs).rstrip() + "\n"


def mark_of(part):
    """Return what a paragraph begins with."""
    said = [part.time] * part.timed + [part.speaker] * bool(part.timed and part.speaker)
    return f"[{' '.join(said)}] " if said else ""


def remarks(paragraphs, duration=0):
    """Return a `Remark` for each thing to better; the recording lasts some seconds, 0: unknown."""
    found, before = [], 0
    speakers = any(part.speaker for part in paragraphs)
    for part in paragraphs:
        if not part.timed and LIKE_A_MARK.match(part.text):
            found.append(Remark(part.line, _("its time is not written as [0:35] or [1:02:35].")))
        elif speakers and not part.speaker:
            found.append(Remark(part.line, _("it has no speaker, others do.")))
        if part.timed:
            if part.start < before:
                found.append(Remark(part.line, _("it begins before the paragraph above it.")))
            elif duration and part.start > duration:
                found.append(Remark(part.line, _("it begins after the recording has ended.")))
            before = part.start
    return found
