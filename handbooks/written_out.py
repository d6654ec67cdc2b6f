"""An edition as one plain HTML text for programs that make files of it.

What folds is open, cards are paragraphs that lead to an annex, and links lead on from paper.
"""

from io import BytesIO
from posixpath import normpath
from urllib.parse import urljoin

import resvg_py
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from PIL import Image as Pixels

from handbooks.differences import Differences
from handbooks.edition_files import stored_name
from handbooks.whole import lower, prefix
from koers.site_settings import LICENCE_ADDRESSES

UNREAD = ("svg", "script", "style", ".tk-sr")
BOX = "☐ "
# Pixels from which on a picture fills the line.
WIDE = 500


class WrittenOut:
    """Write one edition out; `site` is the address of the site.

    `folder` takes the pictures; without one they stay where they are on the site.
    """

    def __init__(self, edition, site, folder):
        self.edition = edition
        self.site = site
        self.folder = folder
        self.anchors = {chapter.path: chapter.anchor for chapter in edition.texts} | {"": "intro"}
        self.annexes = {path: f"annex-{at}" for at, path in enumerate(edition.annexes, 1)}

    @property
    def address(self):
        """Return the address of the edition."""
        return urljoin(self.site, self.edition.url)

    def html(self):
        """Return the whole as HTML: what it is, the chapters, the annexes."""
        parts = [self.front()]
        if self.edition.intro:
            parts.append(heading(1, "intro", _("Introduction")))
            parts.append(self.text(self.edition.intro, "", "intro", 0))
        for chapter in self.edition.texts:
            level = chapter.level - 1
            parts.append(heading(level, chapter.anchor, chapter.full_title))
            if chapter.summary:
                parts.append(format_html("<p><em>{}</em></p>", chapter.summary))
            parts.append(self.text(chapter.html, chapter.path, chapter.anchor, level - 1))
        return "\n".join([*parts, *self.annex_texts()])

    def front(self):
        """Return for whom it is, licence, address and what changed."""
        edition = self.edition
        licence = edition.get_licence_display()
        if address := LICENCE_ADDRESSES.get(edition.licence):
            licence = format_html('<a href="{}">{}</a>', address, licence)
        rows = [
            (_("For whom"), edition.audience),
            (_("Edition"), f"{edition.number}, {date_format(edition.issued_on)}"),
            (_("By"), edition.author),
            (_("Licence"), licence),
            (_("Address"), format_html('<a href="{0}">{0}</a>', self.address)),
        ]
        table = format_html_join("", "<p><strong>{}:</strong> {}</p>", (r for r in rows if r[1]))
        note = format_html_join("", "<p>{}</p>", ((p,) for p in edition.note.splitlines() if p))
        title = heading(1, "begin", _("About this edition"))
        changed = heading(2, "veranderd", _("What changed"))
        summary = format_html("<p>{}</p>", edition.summary) if edition.summary else ""
        return f"{title}{summary}{table}{changed}{note}{self.changes()}"

    def changes(self):
        """Return which chapters changed since the edition before, as a list."""
        older = self.edition.handbook.editions.filter(number__lt=self.edition.number)
        before = older.newest()
        if before is None:
            return ""
        changed = Differences(before, self.edition).changed
        said = ((one.chapter.full_title, one.words) for one in changed)
        rows = format_html_join("", "<li>{}: {}</li>", said)
        words = _("Since edition %(number)s:") % {"number": before.number}
        return format_html("<p>{}</p><ul>{}</ul>", words, rows) if rows else ""

    def text(self, html, path, anchor, down):
        """Return HTML of a chapter or annex as part of the whole."""
        soup = BeautifulSoup(html, "html.parser")
        for tag in soup.select(", ".join(UNREAD)):
            tag.decompose()
        prefix(soup, anchor)
        for link in soup.find_all("a", href=True):
            link["href"] = self.link(link["href"], path, anchor)
        for write in (unfold, boxes, self.cards, figures, self.pictures):
            write(soup)
        lower(soup, down)
        for link in soup.find_all("a", class_="tk-hash"):
            link.unwrap()
        return str(soup)

    def link(self, address, path, anchor):
        """Return where a link leads in the file: a place in it, or an address of the site."""
        before, _sharp, fragment = address.partition("#")
        if before.startswith("/"):
            annex = self.annexes.get(before.partition("?")[0])
            return f"#{annex}" if annex else urljoin(self.site, address)
        goal = self.anchors.get(normpath(f"/{path}/{before}").strip("/")) if before else anchor
        if goal is None:
            return address
        return f"#{goal}-{fragment}" if fragment else f"#{goal}"

    def cards(self, soup):
        """Write cards as paragraphs: what it is, its title, its summary."""
        for card in soup.select("li.tk-card"):
            link, kind = card.find("a"), card.select_one(".tk-kind")
            words = [one for one in card.find_all("p", recursive=False) if one is not kind]
            card.name, card.attrs = "blockquote", {}
            if picture := card.find("img"):
                picture["alt"] = link.get_text()
            for gone in (kind, card.find("h3")):
                gone.extract()
            line = soup.new_tag("p")
            line.append(f"{kind.get_text(' ', strip=True)}: ")
            line.append(link)
            (words[0].insert_before if words else card.append)(line)
        for group in soup.select("ul.tk-cards"):
            group.unwrap()

    def pictures(self, soup):
        """Let pictures show a file in the folder, in a kind that every program knows."""
        for source in soup.find_all("source"):
            source.decompose()
        for image in soup.find_all("img"):
            if name := stored_name(image.get("src", "")):
                wide = int(image.get("width") or 0) > WIDE
                image.attrs = {"src": self.file(name), "alt": image.get("alt", "")}
                if wide:
                    image["width"] = "100%"
            else:
                image.replace_with(image.get("alt", ""))
        for picture in soup.find_all("picture"):
            picture.unwrap()

    def file(self, name):
        """Put a stored picture into the folder, as PNG or JPEG; return its path."""
        if self.folder is None:
            return urljoin(self.site, default_storage.url(name))
        target = self.folder / name.replace("/", "-")
        with default_storage.open(name) as stored:
            data = stored.read()
        if target.suffix == ".svg":
            target = target.with_suffix(".png")
            data = bytes(resvg_py.svg_to_bytes(svg_string=data.decode()))
        elif target.suffix not in {".png", ".jpg", ".jpeg"}:
            target = target.with_suffix(".png")
            made = BytesIO()
            Pixels.open(BytesIO(data)).save(made, "PNG")
            data = made.getvalue()
        target.write_bytes(data)
        return str(target)

    def annex_texts(self):
        """Yield what cards lead to, each once: lessons, examples, and what videos say."""
        if self.annexes:
            yield heading(1, "annexes", _("Annex: lessons, examples and videos"))
        for path, annex in self.edition.annexes.items():
            anchor = self.annexes[path]
            yield heading(2, anchor, annex["title"])
            if annex["summary"]:
                yield format_html("<p><em>{}</em></p>", annex["summary"])
            yield f"<div>{self.text(annex['html'], path, anchor, 1)}</div>"
            address = urljoin(self.site, path)
            yield format_html('<p>{}: <a href="{}">{}</a></p>', _("Address"), address, address)


def heading(level, anchor, text):
    """Return a heading with an anchor."""
    return format_html('<h{0} id="{1}">{2}</h{0}>', level, anchor, text)


def unfold(soup):
    """Write parts that fold as a heading with its text."""
    for part in soup.find_all("details"):
        part.name = "div"
        part.attrs.pop("open", None)
        part.find("summary").name = "h3"


def boxes(soup):
    """Put a box to tick before each row of a checklist."""
    for row in soup.select(".tk-checklist li"):
        row.insert(0, BOX)


def figures(soup):
    """Write callouts and figures as quotations, which every program sets apart from the text."""
    for one in soup.select("div.utrecht-alert, figure.tk-number"):
        one.name = "blockquote"
    for caption in soup.select("blockquote figcaption"):
        caption.name = "p"
    for words in soup.select(".tk-number__v small"):
        words.insert_before(" ")
        words.insert_after(" ")
    for line in soup.select(".tk-number__v, .utrecht-alert__message > .nl-heading"):
        line.wrap(soup.new_tag("p"))
        line.name = "strong"
