"""Files of captions: any common encoding read, and WebVTT, SubRip and plain text written."""

from django.utils.translation import gettext as _

from media import encodings
from media.captions import CaptionError, Remark, paragraphs


def decode(data):
    """Return the text of a file; raises CaptionError where it is no text."""
    try:
        return encodings.decode(data)
    except encodings.NotTextError as error:
        words = _("this is no text. Choose a VTT or SRT file.")
        raise CaptionError([Remark(error.line, words)]) from None


def to_vtt(cues, head="WEBVTT"):
    """Write cues as WebVTT, with what players skip above them."""
    return head + "\n" + "".join(
        "".join(f"\n{note}\n" for note in cue.notes)
        + (f"\n{cue.name}" if cue.name else "")
        + f"\n{time(cue.start)} --> {time(cue.end)} {cue.settings}".rstrip()
        + "".join(f"\n{row}" for row in cue.rows) + "\n"
        for cue in cues
    )  # fmt: skip


def to_srt(cues):
    """Write cues as SubRip, which knows no speakers: each is named where another one begins."""
    parts, before = [], ""
    for number, cue in enumerate(cues, 1):
        rows = [row for row in cue.shown if row]
        if cue.speaker != before and cue.speaker and rows:
            rows[0] = f"{cue.speaker}: {rows[0]}"
        before = cue.speaker
        times = f"{time(cue.start, ',')} --> {time(cue.end, ',')}"
        parts.append("\r\n".join([str(number), times, *rows, "", ""]))
    return "".join(parts)


def to_txt(cues):
    """Write what is said as paragraphs of plain text, each with its speaker."""
    return as_txt(paragraphs(cues))


def as_txt(parts):
    """Write paragraphs as plain text, each with its speaker."""
    return "\n\n".join(
        f"{part.speaker}: {part.text}" if part.speaker else part.text for part in parts
    ) + "\n"  # fmt: skip


def time(seconds, point="."):
    """Write seconds as 00:00:00.000."""
    minutes, thousandths = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{thousandths // 1000:02}{point}{thousandths % 1000:03}"


WRITERS = {"srt": to_srt, "txt": to_txt}
