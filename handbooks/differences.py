"""What changed between two states of a handbook: chapters, sentences, rows of tables."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from handbooks.text_blocks import HEADINGS, Block, blocks

# Percent of the letters that two paragraphs share to be two states of one.
ALIKE = 50
# So many comparisons of paragraphs are made at most where a text was written anew.
MOST = 40_000
SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"


@dataclass(frozen=True)
class Piece:
    """Hold some sentences, and whether they are the same, added or removed."""

    sign: str
    text: str


@dataclass(frozen=True)
class Line:
    """Hold one block of a comparison: its pieces, or those of each cell of a row."""

    kind: str
    sign: str
    pieces: tuple = ()
    cells: tuple = ()


@dataclass(frozen=True)
class Group:
    """Hold neighbouring lines that are shown together: unchanged ones folded, rows as a table."""

    kind: str
    lines: list


@dataclass
class ChapterDifference:
    """Hold what became of one chapter; `old` or `new` is None where it was added or removed."""

    old: object
    new: object
    moved: bool = False
    lines: list = field(default_factory=list)

    @property
    def chapter(self):
        """Return the chapter as it is now, or was last."""
        return self.new or self.old

    @property
    def was_renamed(self):
        """Tell whether it has another title."""
        return bool(self.old and self.new) and self.old.title != self.new.title

    @property
    def sign(self):
        """Return what became of it in one word."""
        if self.old is None:
            return ADDED
        if self.new is None:
            return REMOVED
        changed = self.was_renamed or self.moved or self.has_other_text
        return CHANGED if changed else SAME

    @property
    def has_other_text(self):
        """Tell whether any of its sentences changed."""
        return any(line.sign != SAME for line in self.lines)

    @property
    def words(self):
        """Return what became of it in words."""
        if self.sign in {ADDED, REMOVED}:
            return _("new chapter") if self.sign == ADDED else _("removed")
        said = []
        if self.was_renamed:
            said.append(_("was called “%(title)s”") % {"title": self.old.title})
        if self.moved:
            said.append(_("moved, was number %(number)s") % {"number": self.old.number})
        if self.has_other_text:
            said.append(_("text changed"))
        return ", ".join(said)

    @property
    def groups(self):
        """Return the lines as they are shown."""
        return list(grouped(self.lines))

    @property
    def whole_text(self):
        """Return the text of a chapter that was added or removed as lines."""
        return [whole(block, SAME) for block in blocks(self.chapter.html)]


class Differences:
    """Compare two states of a handbook; each is an `Edition`, kept or just frozen."""

    def __init__(self, old, new):
        self.old = old
        self.new = new

    @cached_property
    def front(self):
        """Return the lines of title, summary, audience and introduction."""
        return compare(front_of(self.old), front_of(self.new))

    @property
    def front_groups(self):
        """Return the lines of the front as they are shown; none where nothing changed."""
        changed = any(line.sign != SAME for line in self.front)
        return list(grouped(self.front)) if changed else []

    @cached_property
    def chapters(self):
        """Return what became of each chapter, in the order of now; removed ones where they were."""
        old = {chapter.key: chapter for chapter in self.old.texts}
        new = {chapter.key: chapter for chapter in self.new.texts}
        moved = moved_keys(self.old.texts, self.new.texts)
        found = []
        for sign, keys in opcodes([*old], [*new], moved):
            for key in keys:
                if sign == REMOVED:
                    found.append(ChapterDifference(old[key], None))
                else:
                    found.append(self.chapter(old.get(key), new[key], key in moved))
        return found

    def chapter(self, old, new, moved):
        """Return what became of a chapter that there is now."""
        if old is None:
            return ChapterDifference(None, new)
        texts = [[Block("p", one.summary)] if one.summary else [] for one in (old, new)]
        if old.html == new.html and old.summary == new.summary:
            return ChapterDifference(old, new, moved)
        lines = compare(texts[0] + blocks(old.html), texts[1] + blocks(new.html))
        return ChapterDifference(old, new, moved, lines)

    @cached_property
    def changed(self):
        """Return the chapters that are not what they were."""
        return [one for one in self.chapters if one.sign != SAME]

    @property
    def unchanged(self):
        """Return the chapters that are what they were."""
        return [one for one in self.chapters if one.sign == SAME]

    @property
    def is_empty(self):
        """Tell whether nothing changed."""
        return not self.changed and not self.front_groups


def front_of(edition):
    """Return what stands before the chapters as blocks."""
    said = [edition.title, edition.summary, edition.audience, edition.get_licence_display()]
    return [Block("p", text) for text in said if text] + blocks(edition.intro)


def moved_keys(old, new):
    """Return the keys of chapters that stand elsewhere among those that there were and are."""
    above = [{}, {}]
    for parents, chapters in zip(above, (old, new), strict=True):
        last = None
        for chapter in chapters:
            last = last if chapter.is_part else chapter.key
            parents[chapter.key] = last if chapter.is_part else None
    both = above[0].keys() & above[1].keys()
    elsewhere = {key for key in both if above[0][key] != above[1][key]}
    orders = [
        [one.key for one in chapters if one.key in both - elsewhere] for chapters in (old, new)
    ]
    still = SequenceMatcher(None, *orders, autojunk=False).get_matching_blocks()
    return both - {key for match in still for key in orders[0][match.a : match.a + match.size]}


def opcodes(old, new, moved):
    """Yield (sign, keys) of chapters; one that moved counts where it stands now only."""
    kept = [key for key in old if key not in moved]
    matcher = SequenceMatcher(None, kept, new, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag in {"delete", "replace"}:
            yield REMOVED, kept[i:j]
        yield SAME, new[k:m]


def compare(old, new):
    """Return two lists of blocks as lines."""
    lines = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            lines += [whole(block, SAME) for block in old[i:j]]
        else:
            lines += rewritten(old[i:j], new[k:m])
    return lines


def whole(block, sign):
    """Return a block that has one sign as a line."""
    cells = tuple((Piece(sign, cell),) for cell in block.cells)
    return Line(block.kind, sign, (Piece(sign, block.text),), cells)


def rewritten(old, new):
    """Return neighbouring blocks that were replaced by others as lines, alike ones paired."""
    if len(old) * len(new) > MOST:
        return [whole(one, REMOVED) for one in old] + [whole(one, ADDED) for one in new]
    lines, begun, added = [], 0, []
    for block in new:
        partner = best(block, old, begun)
        if partner is None:
            added.append(whole(block, ADDED))
            continue
        lines += [*(whole(one, REMOVED) for one in old[begun:partner]), *added]
        lines += changed(old[partner], block)
        begun, added = partner + 1, []
    return [*lines, *(whole(one, REMOVED) for one in old[begun:]), *added]


def best(block, old, begun):
    """Return the place of the block that is most like another, from a place on; or None."""
    scores = [
        (fuzz.ratio(block.text, other.text), -place)
        for place, other in enumerate(old[begun:], begun)
        if other.kind == block.kind
    ]
    score, place = max(scores, default=(0, 0))
    return -place if score >= ALIKE else None


def changed(old, new):
    """Return two states of one block as lines."""
    if old.kind == "row":
        if len(old.cells) != len(new.cells):
            return [whole(old, REMOVED), whole(new, ADDED)]
        cells = tuple(
            (Piece(SAME, one),) if one == other else (Piece(REMOVED, one), Piece(ADDED, other))
            for one, other in zip(old.cells, new.cells, strict=True)
        )
        return [Line(new.kind, CHANGED, cells=cells)]
    return [Line(new.kind, CHANGED, tuple(sentences(old.sentences, new.sentences)))]


def sentences(old, new):
    """Yield the sentences of two states of one paragraph as pieces."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(SAME, " ".join(old[i:j]))
            continue
        if i < j:
            yield Piece(REMOVED, " ".join(old[i:j]))
        if k < m:
            yield Piece(ADDED, " ".join(new[k:m]))


def grouped(lines):
    """Yield the lines as groups: headings and changes to read, what stayed to unfold."""

    def kind(line):
        if line.kind == "row":
            return "table"
        return "folded" if line.sign == SAME and line.kind not in HEADINGS else "shown"

    for name, group in groupby(lines, kind):
        group = list(group)
        untouched = name == "table" and all(line.sign == SAME for line in group)
        yield Group("folded-table" if untouched else name, group)
