"""Paragraphs written as Markdown that reads back as they are."""

import re
from itertools import groupby, permutations

from home.bundles import markdown
from home.bundles.paragraphs import evenly_marked, is_forbidden, without_marked_edges
from home.bundles.runs import Runs

# Of equal worth; the first that reads back as it should is taken.
ORDERS = tuple(permutations(("link", "b", "i")))
SIGNS = ({"b": "**", "i": "*"}, {"b": "**", "i": "_"}, {"b": "__", "i": "*"})
ESCAPED = re.compile(r"([\\`*\[\]])")
AMPERSAND = re.compile(r"&(?=#?\w{1,40};)")
ANGLE = re.compile(r"<(?=[A-Za-z/!?])")
UNDERSCORE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
LINE_START = re.compile(r"([-+=~>#|:])|(\d{1,9})([.)])(?=\s|$)")


def write(paragraphs, addresses):
    """Return (Markdown, whether marks had to be left out); `addresses` are those of the links."""
    parts, lossy, numbers = [], False, []
    for before, paragraph in zip([None, *paragraphs], paragraphs, strict=False):
        text, lost = inline(paragraph, addresses)
        lossy = lossy or lost
        lead, numbers = lead_of(paragraph, before, numbers)
        indent = "\n" + " " * len(lead)
        body = text.replace("\n", indent) if paragraph.tag in ("ul", "ol") else text
        parts.append(gap(before, paragraph) + lead + body)
    return "".join(parts), lossy


def gap(before, paragraph):
    """Return what stands between two paragraphs."""
    if before is None:
        return ""
    listed = {before.tag, paragraph.tag} <= {"ul", "ol"}
    joined = listed and (paragraph.depth or before.tag == paragraph.tag or before.depth)
    return "\n" if joined else "\n\n"


def lead_of(paragraph, before, numbers):
    """Return what a paragraph begins with, and the open lists as (tag, number, width)."""
    if paragraph.tag not in ("ul", "ol"):
        level = int(paragraph.tag[1]) if paragraph.tag != "p" else 0
        return "#" * level + " " * bool(level), []
    depth = paragraph.depth
    open_lists = numbers[: depth + 1]
    if len(open_lists) <= depth or open_lists[depth][0] != paragraph.tag:
        open_lists = [*open_lists[:depth], (paragraph.tag, 0, 0)]
    number = open_lists[depth][1] + 1
    sign = "- " if paragraph.tag == "ul" else f"{number}. "
    open_lists[depth] = (paragraph.tag, number, len(sign))
    indent = sum(width for _tag, _number, width in open_lists[:depth])
    return " " * indent + sign, open_lists


def inline(paragraph, addresses):
    """Return (the words of a paragraph as Markdown, whether marks had to be left out)."""
    lead = {"p": "", "ul": "- ", "ol": "1. "}.get(paragraph.tag)
    lead = "#" * int(paragraph.tag[1]) + " " if lead is None else lead
    for number, signs in enumerate(weaker(paragraph.signs)):
        paragraph.signs = signs
        wanted = Runs.of(f"<p>{paragraph.html}</p>")
        for text in candidates(paragraph, addresses):
            indented = text.replace("\n", "\n" + " " * len(lead)) if lead else text
            if Runs.of(reading(lead + indented, paragraph.tag, addresses)) == wanted:
                return text, number > 1
    raise ValueError(paragraph.text[:60])


def weaker(signs):
    """Yield the signs, then with fewer and fewer marks."""
    yield signs
    yield evenly_marked(without_marked_edges(list(signs)))
    for kept in (lambda mark: mark != "i", lambda mark: mark not in ("b", "i"), lambda mark: False):
        yield [(sign, frozenset(filter(kept, marks))) for sign, marks in signs]


def reading(text, tag, addresses):
    """Return the one paragraph that a Markdown text reads as, as HTML with numbered links."""
    faults = []
    numbers = {href: number for number, href in addresses.items()}

    def fail(line, message):
        faults.append(message)

    def link(href, line):
        return f'href="{markdown.STAND_IN}{numbers.get(href, -1)}"'

    writer = markdown.Writer(("h2", "h3", "h4", "ul", "ol"), 1, fail, link)
    html = writer.write(markdown.parse(text, 1, fail))
    html = markdown.STAND_IN_TAG.sub(lambda found: f"<a {writer.attributes[int(found[1])]}>", html)
    outer = {"ul": "<ul><li>", "ol": "<ol><li>"}.get(tag, f"<{tag}>")
    close = {"ul": "</li></ul>", "ol": "</li></ol>"}.get(tag, f"</{tag}>")
    if faults or not html.startswith(outer) or not html.endswith(close):
        return ""
    return f"<p>{html.removeprefix(outer).removesuffix(close)}</p>"


def candidates(paragraph, addresses):
    """Yield ways to write a paragraph."""
    marks = {mark for _text, found in paragraph.runs for mark in found}
    if not marks:
        yield start_lines(text_of(paragraph.runs, (), {}, addresses), paragraph.tag)
        return
    for signs in SIGNS:
        for order in ORDERS:
            text = text_of(paragraph.runs, order, signs, addresses)
            yield start_lines(text, paragraph.tag)


def text_of(runs, order, signs, addresses):
    """Return runs as Markdown, the first kind of mark of an order outside the others."""
    if not order:
        return "".join(escaped(text) for text, _marks in runs)
    kind, inner, found = order[0], order[1:], ""
    for mark, group in groupby(runs, key=lambda run: mark_of(run[1], kind)):
        text = text_of(list(group), inner, signs, addresses)
        if mark is None:
            found += text
        elif kind != "link":
            found += f"{signs[kind]}{text}{signs[kind]}"
        else:
            found = found[:-1] + "\\!" if found.endswith("!") else found
            found += f"[{text}]({address(addresses[mark])})"
    return found


def mark_of(marks, kind):
    """Return the mark of a kind among marks, or None."""
    if kind != "link":
        return kind if kind in marks else None
    return next((mark for mark in marks if type(mark) is int), None)


def escaped(text):
    """Return words in which no sign means anything; a line break is a backslash."""
    text = ESCAPED.sub(r"\\\1", text)
    for pattern in (AMPERSAND, ANGLE, UNDERSCORE):
        text = pattern.sub(lambda match: "\\" + match[0], text)
    text = "".join(f"&#x{ord(sign):X};" if is_forbidden(sign) and sign != "\n" else sign
                   for sign in text)  # fmt: skip
    return text.replace("\n", "\\\n")


def start_lines(text, tag):
    """Return a text whose lines do not begin or end as something else."""
    lines = [spaced(line) for line in text.split("\n")]
    if tag.startswith("h"):
        line = lines[0]
        return line[:-1] + "\\#" if line.endswith("#") else line
    return "\n".join(LINE_START.sub(guarded, line, count=1) if LINE_START.match(line) else line
                     for line in lines)  # fmt: skip


def guarded(match):
    """Return the beginning of a line with a backslash that takes its meaning away."""
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def spaced(line):
    """Return a line whose white space at the edges is written as entities, which are kept."""
    core = line.strip()
    start = line[: len(line) - len(line.lstrip())]
    end = line[len(line.rstrip()) :] if core else ""
    entities = ["".join(f"&#x{ord(sign):X};" for sign in part) for part in (start, end)]
    return entities[0] + core + entities[1]


def address(href):
    """Return an address as it stands between the brackets of a link."""
    return AMPERSAND.sub(r"\\&", re.sub(r"([()])", r"\\\1", href))
