"""Links in rich text: pages with their anchors, and records that have an address."""

import re
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Subquery
from django.forms.utils import flatatt
from django.utils.html import format_html
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.rich_text import LinkHandler

from koers import bundle, locales
from koers.visibility import visible_pages

FEATURES = ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]
PAGE_LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
PAGE_ID = re.compile(r'\bid="(\d+)"')
DOCUMENT = "document"
LINKED_RECORDS = ("organisations", "sources")
RECORD_LINK = re.compile(r'<a\b[^>]*\blinktype="(organisations|sources|document)"[^>]*>')

_known = ContextVar("koers_links", default=None)


def linked_records(*texts):
    """Map kinds of records to the ids that stored rich texts link to."""
    found = {}
    for text in texts:
        for tag in RECORD_LINK.finditer(text):
            if number := PAGE_ID.search(tag[0]):
                found.setdefault(tag[1], set()).add(int(number[1]))
    return found


def linked_ids(*texts):
    """Return the ids of the pages that stored rich texts link to."""
    tags = (tag for text in texts for tag in PAGE_LINK.findall(text))
    return {int(found[1]) for tag in tags if (found := PAGE_ID.search(tag))}


class Links:
    """Resolve page links as a visitor may follow them.

    `ids` are the pages that are linked; `pages` are visible pages that hold these and their
    translations among others.
    """

    def __init__(self, ids, pages, records=None):
        self.ids = ids
        self.records = records or {}
        self.found = {}
        by_id = {page.pk: page for page in pages}
        here = locales.active().pk
        own = {page.translation_key: page for page in pages if page.locale_id == here}
        self.pages = {
            pk: (by_id[pk], own.get(by_id[pk].translation_key, by_id[pk]))
            for pk in ids
            if pk in by_id
        }

    @classmethod
    def of(cls, ids):
        """Fetch the pages and their translations; one query."""
        keys = Subquery(Page.objects.filter(pk__in=ids).values("translation_key"))
        return cls(ids, list(visible_pages().filter(translation_key__in=keys)))

    def attributes(self, model, name, wanted):
        """Map ids of linked records of one kind to what links say; one fetch for all texts."""
        asked = self.records.get(name, set()) | wanted
        if name not in self.found or not wanted <= self.found[name].keys():
            known = model.link_attributes(asked)
            self.found[name] = {pk: known.get(pk) for pk in asked}
        return self.found[name]

    def tag(self, attrs):
        """Write the opening tag of a link; a page that visitors may not see gets no address."""
        pair = self.pages.get(int(attrs["id"]))
        if pair is None:
            return "<a>"
        page = pair[0] if attrs.get("keep") else pair[1]
        fragment = f"#{attrs['fragment']}" if attrs.get("fragment") else ""
        language = ""
        if page.locale_id != locales.active().pk:
            language = format_html(' hreflang="{}"', locales.code_of(page.locale_id))
        return format_html('<a href="{}{}"{}>', page.url or "", fragment, language)


@contextmanager
def known(links):
    """Let the texts rendered inside use links that were resolved together."""
    token = _known.set(links)
    try:
        yield
    finally:
        _known.reset(token)


class PageLinks(LinkHandler):
    """Render links to pages: with their anchor, in the reader's language, without a query each."""

    identifier = "page"

    @staticmethod
    def get_model():
        """Name the model that is linked."""
        return Page

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        """Write the opening tags of links."""
        links = _known.get()
        wanted = {int(attrs["id"]) for attrs in attrs_list}
        if links is None or not wanted <= links.ids:
            links = Links.of(wanted)
        return [links.tag(attrs) for attrs in attrs_list]

    @classmethod
    def expand_db_attributes(cls, attrs):
        """Write the opening tag of one link."""
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def extract_references(cls, attrs):
        """Name the linked page for the reference index."""
        yield Page, attrs["id"], "", ""


def record_links(name):
    """Make the handler of links to one kind of record, or to documents."""

    class RecordLinks(LinkHandler):
        identifier = name

        @staticmethod
        def get_model():
            if name == DOCUMENT:
                return get_document_model()
            return bundle.RECORD_KINDS[name].model

        @classmethod
        def expand_db_attributes_many(cls, attrs_list):
            links = _known.get() or Links(set(), [])
            wanted = {int(attrs["id"]) for attrs in attrs_list}
            known = links.attributes(cls.get_model(), name, wanted)
            return [f"<a{flatatt(known[int(attrs['id'])] or {})}>" for attrs in attrs_list]

        @classmethod
        def expand_db_attributes(cls, attrs):
            return cls.expand_db_attributes_many([attrs])[0]

        @classmethod
        def extract_references(cls, attrs):
            yield cls.get_model(), attrs["id"], "", ""

    return RecordLinks
