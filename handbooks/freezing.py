"""A handbook as visitors read it now, as an edition that is not yet kept."""

from hashlib import sha256
from posixpath import relpath

from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.models import Site

from handbooks.editions import Edition, EditionChapter
from handbooks.whole import Whole
from koers import site_settings
from koers.anchors import Anchors
from koers.richtext import Links, linked_ids, linked_records
from koers.visibility import visible_pages

# What else stands below the address of an edition.
TAKEN = {"cite", "differences", "files", "print"}


def freeze(handbook):
    """Return a handbook as it reads now: an `Edition` that is not saved, with its `texts`."""
    with translation.override(handbook.locale.language_code):
        return Freezer(handbook).edition()


class Freezer:
    """Render the texts of one handbook in its own language, for who may read it."""

    def __init__(self, handbook):
        self.handbook = handbook
        self.whole = Whole(handbook, handbook.contents_with_texts)
        self.entries = self.whole.entries
        self.paths = {entry.page.pk: path for entry, path in paths(self.entries)}
        self.places = {entry.page.url: self.paths[entry.page.pk] for entry in self.entries}
        self.places[handbook.url] = ""
        texts = [*handbook.rich_texts, *self.whole.rich_texts]
        self.context = {
            "references": self.whole.references,
            "links": self.links(linked_ids(*texts), linked_records(*texts)),
        }

    def links(self, ids, records):
        """Resolve links as readers of the handbook may follow them, into a private one too."""
        keys = visible_pages().filter(pk__in=ids).values("translation_key")
        pages = list(visible_pages().filter(translation_key__in=keys))
        known = {page.pk for page in pages}
        own = [self.handbook, *(entry.page for entry in self.entries)]
        return Links(ids, [*pages, *(page for page in own if page.pk not in known)], records)

    def edition(self):
        """Return the whole."""
        book = self.handbook
        site = Site.objects.filter(is_default_site=True).first()
        edition = Edition(
            handbook=book,
            title=book.title,
            summary=book.summary,
            audience=str(book.audience_word or ""),
            licence=book.source.licence,
            author=site_settings.for_site(site).name,
            language=book.locale.language_code,
            intro=self.rendered(book, ""),
            annexes=self.annexes(),
        )
        edition.texts = edition.contents = [
            EditionChapter(
                edition=edition,
                position=position,
                key=entry.page.translation_key,
                number=entry.number,
                title=entry.page.title,
                path=self.paths[entry.page.pk],
                summary=entry.page.summary,
                html=self.rendered(entry.page, self.paths[entry.page.pk]),
            )
            for position, entry in enumerate(self.entries, 1)
        ]
        return edition

    def rendered(self, page, path):
        """Return the body of the handbook or of a chapter, with links that move along."""
        context = self.context | {"anchors": Anchors(linked=bool(path))}
        soup = BeautifulSoup(str(page.body.render_as_block(context)), "html.parser")
        for link in soup.find_all("a", href=True):
            link["href"] = self.link(link["href"], path)
        return str(soup)

    def link(self, address, path):
        """Return the address of a link, relative where it leads to a chapter of this handbook."""
        before, sharp, fragment = address.partition("#")
        if before not in self.places:
            return address
        goal = relpath(self.places[before] or ".", path or ".")
        return f"{goal}/{sharp}{fragment}"

    def annexes(self):
        """Return what cards lead to, written out, by the path of its address."""
        found = {}
        for (kind, _pk), page in self.whole.references.cards.items():
            if page.url in found:
                continue
            context = {"page": page, "kind": kind}
            found[page.url] = {
                "kind": kind,
                "title": page.title,
                "summary": page.summary,
                "language": page.foreign,
                "html": render_to_string(f"handbooks/annexes/{kind}.html", context).strip(),
            }
        return found


def paths(entries):
    """Yield (entry, its path below an edition): “start”, “start/part”."""
    above = ""
    for entry in entries:
        slug = entry.page.slug
        if "." in entry.number:
            path = f"{above}/{slug}"
        else:
            path = above = f"{slug}-{entry.number}" if slug in TAKEN else slug
        yield entry, path


def digest(edition):
    """Return what changes with anything that readers of an edition would see."""
    sha = sha256()
    said = [edition.title, edition.summary, edition.audience, edition.licence, edition.intro]
    for chapter in edition.texts:
        said += [str(chapter.key), chapter.number, chapter.title, chapter.path, chapter.summary]
        said.append(chapter.html)
    for part in [*said, repr(edition.annexes)]:
        sha.update(part.encode() + b"\0")
    return sha.hexdigest()
