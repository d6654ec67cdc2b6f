"""Files of captions: any common encoding read, and WebVTT, SubRip and plain text written."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from django.utils.translation import gettext as _

from media.captions import CaptionError, Remark, paragraphs

MARKS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
# What programs for captions still write, the commonest first, and the signs that tell them apart:
# guessing by statistics fails where a text has no more than a few of them.
ENCODINGS = ("cp1252", "mac_roman", "cp850", "cp1250", "cp1254")
USUAL = set("áàâäãåçéèêëíìîïñóòôöõøúùûüÿæœßÁÀÂÄÅÇÉÈÊËÍÎÏÑÓÔÖØÚÜ‘’“”„«»–—…€°½¿¡")
USUAL |= set("ąćęłńśźżĄĆĘŁŚŹŻčďěňřšťůžČŠŽőűğışĞİŞ")
CONTROL = set(map(chr, range(32))) - set("\t\n\r\f")


def decode(data):
    """Return the text of a file in UTF-8, UTF-16, Windows-1252, Mac Roman or code page 850.

    Raises CaptionError where it is no text.
    """
    text = decoded(data)
    for number, line in enumerate(text.splitlines(), 1):
        if CONTROL & set(line):
            raise CaptionError([Remark(number, _("this is no text. Choose a VTT or SRT file."))])
    return text


def decoded(data):
    """Return bytes as text, by their mark, as UTF-8, or by what is most likely."""
    encoding = next((name for mark, name in MARKS.items() if data.startswith(mark)), "")
    try:
        return data.decode(encoding or wide(data) or "utf-8")
    except UnicodeDecodeError:
        texts = [data.decode(encoding, errors="replace") for encoding in ENCODINGS]
        return max(texts, key=likelihood)


def likelihood(text):
    """Count the usual signs of a text; capitals are rarer than what is small."""
    return sum(1 + (not sign.isupper()) for sign in text if sign in USUAL)


def wide(data):
    """Name UTF-16 without a mark by where its zeros are, or nothing."""
    for encoding, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if zeros.count(0) > len(zeros) / 2:
            return encoding
    return ""


def to_vtt(cues):
    """Write cues as WebVTT."""
    return "WEBVTT\n" + "".join(
        f"\n{time(cue.start)} --> {time(cue.end)} {cue.settings}".rstrip()
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
    return "\n\n".join(
        f"{part.speaker}: {part.text}" if part.speaker else part.text for part in paragraphs(cues)
    ) + "\n"  # fmt: skip


def time(seconds, point="."):
    """Write seconds as 00:00:00.000."""
    minutes, thousandths = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{thousandths // 1000:02}{point}{thousandths % 1000:03}"


WRITERS = {"srt": to_srt, "txt": to_txt}
