"""Cues as rows of a table that editors change: their times, who speaks, and what is said."""

import html
import re

from media.captions import VOICE, Cue

# What WebVTT marks inside its rows (W3C WebVTT 1, 4.2.2); all else that looks so is text.
MARKS = re.compile(
    r"&lt;(/?(?:v|c|i|b|u|ruby|rt|lang)(?:[. \t][^&<>]*)?|(?:\d+:)?\d\d:\d\d\.\d{3})&gt;"
)


def row_of(cue):
    """Return a cue as a row: start and end in seconds, speaker, text."""
    speaker, text = voice_of(cue)
    return {"start": cue.start, "end": cue.end, "speaker": speaker, "text": text}


def voice_of(cue):
    """Return (who speaks, what is said); several voices in one cue stay marks in its text."""
    text = "\n".join(cue.rows)
    voices = VOICE.findall(text)
    speaker = ""
    if len(voices) == 1 and (first := VOICE.match(text)):
        speaker = html.unescape(first.group(1)).strip()
        text = text[first.end() :].replace("</v>", "")
    return speaker, html.unescape(text)


def cue_of(row, old=None):
    """Return a row as a cue; of the cue that it was, what the table does not show stays."""
    cue = Cue(row["start"], row["end"], ())
    if old:
        cue.settings, cue.name, cue.notes = old.settings, old.name, old.notes
        if voice_of(old) == (row["speaker"], row["text"]):
            cue.rows = old.rows
            return cue
    text = MARKS.sub(r"<\1>", html.escape(row["text"], quote=False))
    voice = f"<v {html.escape(row['speaker'], quote=False)}>" if row["speaker"] else ""
    cue.rows = tuple(filter(None, (line.strip() for line in f"{voice}{text}".splitlines())))
    return cue
