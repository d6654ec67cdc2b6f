"""Text files of a bundle: UTF-8, of a bearable size, without control characters."""

import re

from django.utils.translation import gettext as _

LARGEST = 2 * 1024 * 1024
LONGEST_LINE = 20_000
# Line separators count as line ends in YAML but not in Markdown; nobody means them.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def read_text(file, path, problems):
    """Return a file's text with LF, or None where it cannot be read as text."""
    if file.stat().st_size > LARGEST:
        problems.add(path, 0, _("A text file may have 2 MB at most."))
        return None
    data = file.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problems.add(path, line, _("This is not UTF-8 text."))
        return None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    return text if is_plain(text, path, problems) else None


def is_plain(text, path, problems):
    """Tell whether a text has no control characters and no endless lines; else say where."""
    match = FORBIDDEN.search(text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        code = f"U+{ord(match[0]):04X}"
        problems.add(path, line, _("The character %(code)s may not be in a text.") % {"code": code})
        return False
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            words = _("A line may have %(number)s characters at most.") % {"number": LONGEST_LINE}
            problems.add(path, number, words)
            return False
    return True


def split_front_matter(text, path, problems):
    """Return (front matter, body, line of the body's start), or None where there is none."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        problems.add(path, 1, _("A page begins with --- and its fields."))
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    problems.add(path, 1, _("The fields of a page end with a line of ---, which is missing."))
    return None
