"""Plain data written as YAML in one way only: what the reader of bundles reads back unchanged."""

import re

from home.bundles.names import KEY
from home.bundles.texts import FORBIDDEN
from home.bundles.yaml_loader import DATE, DOUBTFUL, Decimals

LONGEST_FLOW = 80
# What begins with one of these signs, or holds one of these pairs, means something in YAML.
SPECIAL = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`~=<]|.*(: | #|:$|[\n\t])""", re.DOTALL)
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def dump(data):
    """Return a map or list as YAML text, or nothing for an empty one."""
    return "".join(f"{line}\n" for line in lines(data)) if data else ""


def lines(data):
    """Yield the lines of a map or list."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from entry(f"{scalar(key)}:", value)
        return
    for item in data:
        if isinstance(item, dict) and item:
            for number, line in enumerate(lines(item)):
                yield ("  " if number else "- ") + line if line else line
        else:
            yield from entry("-", item)


def entry(head, value):
    """Yield the lines of a key or dash with its value."""
    if isinstance(value, (dict, list)):
        flow = in_line(value)
        if flow is not None and (not value or len(head) + len(flow) < LONGEST_FLOW):
            yield f"{head} {flow}"
        else:
            yield head
            yield from (f"  {line}" if line else line for line in lines(value))
    elif is_block(value):
        yield f"{head} |-"
        yield from (f"  {line}" if line else line for line in value.split("\n"))
    else:
        yield f"{head} {scalar(value)}"


def in_line(value):
    """Return a list of keys or numbers on one line; None for all else that is not empty."""
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, dict):
        return None
    if all(type(item) is int for item in value):
        return f"[{', '.join(map(str, value))}]"
    if all(isinstance(item, str) and KEY.fullmatch(item) for item in value):
        return f"[{', '.join(map(scalar, value))}]"
    return None


def is_block(value):
    """Tell whether a text of several lines can be written line below line."""
    if not isinstance(value, str) or "\n" not in value or FORBIDDEN.search(value):
        return False
    rows = value.split("\n")
    edges = rows[0][:1] in ("", " ", "\t") or not rows[-1]
    return not edges and all(row == row.rstrip() and "\t" not in row for row in rows)


def scalar(value):
    """Return one value as it is written on a line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimals)):
        return str(value)
    plain = value and value == value.strip() and not SPECIAL.match(value)
    if plain and not DATE.fullmatch(value) and not DOUBTFUL.fullmatch(value) and value != "---":
        return value if not FORBIDDEN.search(value) else quoted(value)
    return quoted(value)


def quoted(value):
    """Return a text in quotation marks."""
    return '"' + "".join(map(escaped, value)) + '"'


def escaped(sign):
    """Return a sign as it is written between quotation marks."""
    if sign in ESCAPES:
        return ESCAPES[sign]
    return f"\\u{ord(sign):04X}" if FORBIDDEN.match(sign) else sign
