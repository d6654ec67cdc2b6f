"""What keeps a handbook from being issued, and what its editor should know before."""

from dataclasses import dataclass
from posixpath import normpath
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _
from wagtail.models import Page

from handbooks.edition_files import missing
from handbooks.handbooks import ChapterPage
from koers.link_care import edit_url


@dataclass(frozen=True)
class Remark:
    """Say what is wrong, where it is mended, and whether it must be."""

    text: str
    url: str
    blocks: bool = True


def remarks(handbook, frozen):
    """Return what is wrong with a handbook and what was frozen of it, what blocks first."""
    found = [
        *without_chapters(handbook, frozen),
        *hidden_chapters(handbook),
        *broken_links(handbook, frozen),
        *pictures(handbook),
        *lost_files(handbook, frozen),
        *untranslated(handbook, frozen),
    ]
    return sorted(found, key=lambda one: not one.blocks)


def without_chapters(handbook, frozen):
    """Remark that there is nothing to read."""
    if not frozen.texts:
        yield Remark(_("The handbook has no published chapter."), edit_url(handbook))


def hidden_chapters(handbook):
    """Remark on chapters that visitors do not see, or not as they were last saved."""
    shown = {entry.page.pk for entry in handbook.contents_with_texts.flat}
    below = ChapterPage.objects.descendant_of(handbook).filter(alias_of=None)
    for chapter in [handbook, *below.defer_streamfields()]:
        title = chapter.get_admin_display_title()
        if not chapter.live:
            words = _("“%(title)s” is not published. Publish it, or delete it.")
            yield Remark(words % {"title": title}, edit_url(chapter))
        elif chapter.pk not in shown and chapter is not handbook:
            words = _("Readers of the handbook cannot see “%(title)s”: it will be left out.")
            yield Remark(words % {"title": title}, edit_url(chapter), blocks=False)
        elif chapter.has_unpublished_changes:
            words = _("“%(title)s” has changes that are not published: they will be left out.")
            yield Remark(words % {"title": title}, edit_url(chapter), blocks=False)


def rendered(handbook, frozen):
    """Yield (page, path, HTML) of what was frozen."""
    yield handbook, "", frozen.intro
    pages = {entry.page.translation_key: entry.page for entry in handbook.contents_with_texts.flat}
    for chapter in frozen.texts:
        yield pages[chapter.key], chapter.path, chapter.html


def broken_links(handbook, frozen):
    """Remark on links to pages that readers cannot see, and to headings that are not there."""
    soups = {
        path: (page, BeautifulSoup(html, "html.parser"))
        for page, path, html in rendered(handbook, frozen)
    }
    anchors = {
        path: {tag["id"] for tag in soup.find_all(id=True)} for path, (_p, soup) in soups.items()
    }
    for path, (page, soup) in soups.items():
        for link in soup.find_all("a"):
            names = {
                "page": page.get_admin_display_title(),
                "words": link.get_text(" ", strip=True),
            }
            if not link.get("href"):
                words = _("In “%(page)s” the link “%(words)s” leads to what readers cannot see.")
                yield Remark(words % names, edit_url(page))
            elif not leads(link["href"], path, anchors):
                words = _(
                    "In “%(page)s” the link “%(words)s” leads to a heading that is not there."
                )
                yield Remark(words % names, edit_url(page))


def leads(address, path, anchors):
    """Tell whether a link into the handbook finds its heading; other links always do."""
    before, _sharp, fragment = address.partition("#")
    if not fragment or before.startswith("/") or urlsplit(before).scheme:
        return True
    goal = normpath(f"/{path}/{before}").strip("/")
    return fragment in anchors.get(goal, ())


def pictures(handbook):
    """Remark on pictures without words for who does not see them."""
    for page in [handbook, *(entry.page for entry in handbook.contents_with_texts.flat)]:
        for number, row in enumerate(page.body.raw_data, 1):
            value = row["value"]
            if row["type"] == "image" and not value.get("alt") and not value.get("decorative"):
                words = _("In “%(page)s” the picture in block %(number)s has no alternative text.")
                names = {"page": page.get_admin_display_title(), "number": number}
                yield Remark(words % names, edit_url(page))


def lost_files(handbook, frozen):
    """Remark on files that are gone."""
    for name in missing(frozen):
        words = _("The file %(name)s, which the handbook shows, is gone. Upload it once more.")
        yield Remark(words % {"name": name}, edit_url(handbook))


def untranslated(handbook, frozen):
    """Remark on chapters that a translation of the handbook lacks."""
    if not handbook.is_original:
        return
    for other in handbook.get_translations().filter(live=True, alias_of=None):
        below = Page.objects.descendant_of(other).filter(live=True, alias_of=None)
        known = set(below.values_list("translation_key", flat=True))
        if lacking := [chapter.title for chapter in frozen.texts if chapter.key not in known]:
            words = _("%(language)s has no translation of: %(titles)s.")
            names = {"language": other.locale.get_display_name(), "titles": ", ".join(lacking)}
            yield Remark(words % names, edit_url(other), blocks=False)
