"""Rich text of the site as a bundle says it: Markdown, and the HTML that this reads back as."""

from html import escape

from django.utils.translation import gettext as _

from home.bundles import markdown, markdown_writer
from home.bundles.paragraphs import take_apart, taken, tidy


class Rich(str):
    """Hold HTML with names in place of ids, and the Markdown that says it."""

    markdown = ""


class Unwritable(Exception):
    """Say that a text cannot be written."""


def rich(html, features, resolve, note):
    """Return stored HTML as Rich, or nothing where there are no words.

    `resolve(attributes)` returns (address, stored attributes) of a link, or None where it leads
    nowhere; `note(message)` is told what is lost.
    """
    paragraphs, attributes, lost = take_apart(html, features)
    if lost:
        note(_("parts that no text has here: %(names)s") % {"names": ", ".join(lost)})
    targets = [resolve(found) for found in attributes]
    known = list(dict.fromkeys(target for target in targets if target))
    numbers = {i: known.index(target) for i, target in enumerate(targets) if target}
    for paragraph in paragraphs:
        paragraph.signs = [(sign, numbered(marks, numbers)) for sign, marks in paragraph.signs]
        paragraph.signs = tidy(paragraph)
    return written(paragraphs, known, features, note)


def numbered(marks, numbers):
    """Return marks with new numbers for links; those that lead nowhere are gone."""
    found = (numbers.get(mark) if type(mark) is int else mark for mark in marks)
    return frozenset(mark for mark in found if mark is not None)


def written(paragraphs, targets, features, note):
    """Return paragraphs as Rich; what it reads back as is compared with them."""
    addresses = {number: href for number, (href, _stored) in enumerate(targets)}
    numbers = {href: number for number, href in addresses.items()}
    try:
        text, lossy = markdown_writer.write(paragraphs, addresses)
    except ValueError as error:
        raise Unwritable(str(error)) from None
    if lossy:
        note(_("bold or italic type that Markdown cannot write"))
    faults = []
    html = markdown.rich_text(
        text, 1, features, lambda line, message: faults.append(f"{line}: {message}"),
        lambda href, line: f'href="{markdown.STAND_IN}{numbers.get(href, len(targets))}"',
    )  # fmt: skip
    if faults or plain(taken(html)) != plain(paragraphs):
        raise Unwritable("; ".join(faults) or text[:60])
    found = Rich(markdown.STAND_IN_TAG.sub(lambda match: f"<a {targets[int(match[1])][1]}>", html))
    found.markdown = text
    return found


def plain(paragraphs):
    """Return paragraphs as data to compare."""
    return [(part.tag, part.depth, part.runs) for part in paragraphs]


def link_to(title, href):
    """Return stored HTML of a paragraph with a link to the net."""
    return f'<p><a href="{escape(href)}">{escape(title, quote=False)}</a></p>'
