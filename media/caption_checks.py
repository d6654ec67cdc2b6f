"""What viewers would stumble over in captions: remarks for the editor, no faults.

The bounds are those of Netflix's Timed Text Style Guide for Dutch, as many broadcasters use them.
"""

from itertools import pairwise

from django.utils.translation import gettext as _

from media.captions import Remark

LONGEST_ROW = 42
MOST_ROWS = 2
SIGNS_A_SECOND = 17
SHORTEST, LONGEST = 5 / 6, 7


def remarks(cues, duration=0):
    """Return a `Remark` for each thing to better; the recording lasts some seconds, 0: unknown."""
    found = [Remark(cue.line, words) for cue in cues for words in of_cue(cue)]
    for one, two in pairwise(cues):
        if two.start < one.end:
            found.append(Remark(two.line, _("it begins while the caption above it still shows.")))
    if any(cue.speaker for cue in cues):
        nameless = (cue for cue in cues if cue.text and not cue.speaker)
        found += [Remark(cue.line, _("it has no speaker, others do.")) for cue in nameless]
    if duration and cues and cues[-1].start > duration:
        found.append(Remark(cues[-1].line, _("it begins after the recording has ended.")))
    return sorted(found, key=lambda remark: remark.line)


def of_cue(cue):
    """Yield what is to be said of one cue."""
    rows, length = cue.shown, cue.end - cue.start
    if not cue.text:
        yield _("it has no words.")
        return
    for row in rows:
        if len(row) > LONGEST_ROW:
            yield _("a row of %(signs)s signs; more than %(most)s do not fit.") % {
                "signs": len(row), "most": LONGEST_ROW,
            }  # fmt: skip
    if len(rows) > MOST_ROWS:
        yield _("%(rows)s rows; more than %(most)s hide the picture.") % {
            "rows": len(rows), "most": MOST_ROWS,
        }  # fmt: skip
    speed = len(cue.text) / length
    if speed > SIGNS_A_SECOND:
        yield _("%(speed)s signs a second; more than %(most)s are hard to read.") % {
            "speed": round(speed), "most": SIGNS_A_SECOND,
        }  # fmt: skip
    if length < SHORTEST:
        yield _("it shows for less than a second.")
    if length > LONGEST:
        yield _("it shows for more than %(most)s seconds.") % {"most": LONGEST}
