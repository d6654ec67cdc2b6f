"""A corpus as real pages in a database of its own, which is thrown away afterwards."""

from collections import defaultdict
from contextlib import contextmanager
from html import escape

from django.db import connection
from wagtail.models import Locale, Page, PageViewRestriction, Site

from koers.bundle import page_types
from search.index import entry_of, put
from search.stores.database import DatabaseStore
from search.tables import POSITIONS, IndexState, key_of

PUBLIC = "public"
DRAFT = "draft"


@contextmanager
def scratch_database():
    """Let everything inside happen in an empty database beside the site's own."""
    own = connection.settings_dict["NAME"]
    test = connection.settings_dict["TEST"]
    before, test["MIGRATE"] = test.get("MIGRATE", True), False
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)
        test["MIGRATE"] = before


@contextmanager
def scratch_store(on_server):
    """Yield the store to ask: the database, or a copy of its index on the server, removed after."""
    if not on_server:
        yield DatabaseStore()
        return
    from search.stores.elastic import ElasticStore
    from search.stores.elastic_client import client
    from search.stores.elastic_index import fill, remove

    fill()
    try:
        yield ElasticStore(client)
    finally:
        remove()


class Corpus:
    """Make pages of sections, and know which section of which page is which of the corpus."""

    def __init__(self, sections, first_locale):
        self.homes = {}
        locale = Locale.objects.get_or_create(language_code=first_locale)[0]
        self.root = Page.add_root(title="Root", slug="root", locale=locale)
        home = self.home(first_locale)
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
        self.ids, entries = {}, []
        self.side = IndexState.now().side
        groups = defaultdict(list)
        for section in sections:
            access = section.get("access", PUBLIC)
            groups[section["page"], access, section.get("locale", first_locale)].append(section)
        for number, ((_page, access, locale), members) in enumerate(groups.items()):
            page = self.add(f"page-{number}", locale, access, members)
            entries.append(entry_of(page, self.side))
        put(entries)

    def home(self, code):
        """Return the home page of a language."""
        if code not in self.homes:
            locale = Locale.objects.get_or_create(language_code=code)[0]
            page = page_types()["home"](title=code, slug=code, locale=locale)
            self.homes[code] = self.root.add_child(instance=page)
        return self.homes[code]

    def add(self, slug, locale, access, members):
        """Add the page of some sections, closed as their access says."""
        body = [("text", block_of(section)) for section in members]
        home = self.home(locale)
        page = page_types()["standard"](
            title=members[0].get("page_title") or slug, slug=slug, locale=home.locale, body=body,
            live=access != DRAFT,
        )  # fmt: skip
        home.add_child(instance=page)
        if access not in (PUBLIC, DRAFT):
            kind = PageViewRestriction.LOGIN
            PageViewRestriction.objects.create(page=page, restriction_type=kind)
        whole = key_of(page.pk, self.side) * POSITIONS
        for position, section in enumerate(members, 1):
            self.ids[whole + position] = section["id"]
        return page


def block_of(section):
    """Write a section as a rich text."""
    heading = section.get("heading") or section.get("page_title") or section["id"]
    return f"<h2>{escape(heading)}</h2><p>{escape(section['text'])}</p>"
