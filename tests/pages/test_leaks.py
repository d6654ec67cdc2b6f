"""Nobody sees what is hidden: every state of a page against every public address and language.

`leak_site` makes the site, `leak_states` hides its secret pages, `leak_addresses` knows where
visitors can go. A new address or type of page fails here until it is in those tables.
"""

import os
import re
from collections import defaultdict
from dataclasses import replace
from urllib.parse import unquote

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from koers.hidden import hidden_ids
from koers.visibility import visible_pages
from search.rebuild import rebuild
from tests import factories as make
from tests.conftest import lay_ground
from tests.pages import leak_addresses, leak_site
from tests.pages.leak_site import FACTORIES, LANGUAGES, SECTIONS, mark_of, slug_of
from tests.pages.leak_states import (
    GONE,
    STATES,
    expired_unnoticed,
    group,
    login,
    moved,
    password,
    unpublished,
)

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("leaks")]
# CI asks for every address in every language in every state; elsewhere some states are thinned.
QUICK = not os.environ.get("CI")
SECTION_KINDS = [f"{leak_site.SECTION}{kind}" for kind in SECTIONS]
SUBJECTS = {
    "pages": (list(FACTORIES), leak_site.LeakSite.secrets),
    "lists": (SECTION_KINDS, leak_site.LeakSite.sections_now),
}
CASES = [(state, "pages") for state in STATES]
CASES += [(replace(state, thin=True), "lists") for state in STATES if state.sections]
MARK = re.compile(r"mk(?!slug)[a-z]+?(?:nl|en|de)q")
# Slugs of hidden pages are part of the addresses of what is below them: only a last part counts.
SLUG = re.compile(r"/(mkslug[a-z]+?(?:nl|en|de)q)/?(?![\w/-])")


@pytest.fixture(scope="module")
def whole(django_db_setup, django_db_blocker):
    """Make the site once; what a test does to it is undone behind it."""
    from django.utils import translation

    with django_db_blocker.unblock(), transaction.atomic(), translation.override("nl"):
        lay_ground()
        site = leak_site.build()
        # Once, while everything shows: what is hidden later must not show without a new index.
        rebuild()
        yield site
        transaction.set_rollback(True)


class Visitor(Client):
    """Ask as a browser does; Django's client also copies the context of every template."""

    def request(self, **request):
        """Return the answer alone."""
        return self.handler(self._base_environ(**request))


@pytest.fixture
def client():
    """Return a visitor without an account."""
    return Visitor()


def shown(client, address, method="get"):
    """Return the status of an address and the marks in its answer, but for those asked with."""
    answer = getattr(client, method)(address)
    assert answer.status_code < 500, address
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = body.decode(errors="replace") + repr(dict(answer.headers))
    return answer.status_code, marks_in(text) - marks_in(address)


def marks_in(text):
    """Return the marks of pages that a text names or leads to."""
    plain = unquote(text).replace("\xad", "").lower()
    return set(MARK.findall(plain)) | set(SLUG.findall(plain))


def crawl(client, site, thin=False):
    """Return (marks by place and language, number of addresses asked for)."""
    found, number = defaultdict(set), 0
    for i, (place, code, address) in enumerate(leak_addresses.addresses(site)):
        if thin and LANGUAGES[i // 3 % 3] != code and address not in leak_addresses.PLAIN:
            continue
        _status, marks = shown(client, address)
        found[place, code] |= marks
        number += 1
    return found, number


def ask_own(client, pages, answers, hidden):
    """Ask for hidden pages by their own addresses; return (complaints, number)."""
    complaints, number = [], 0
    for method, address in leak_addresses.own(pages):
        status, marks = shown(client, address, method)
        # The admin and the missing slash lead on, whatever is there or not.
        leads = address.startswith("/admin") or not address.endswith("/")
        if status not in answers | {404} | ({301, 302} if leads else set()) or marks & hidden:
            complaints.append((method, address, status, marks & hidden))
        number += 1
    for door in PageViewRestriction.objects.all()[:1]:
        for page in pages[:3]:
            address = reverse("wagtailcore_authenticate_with_password", args=[door.pk, page.pk])
            for method in ("get", "post"):
                _status, marks = shown(client, address, method)
                number += 1
                if marks & hidden:
                    complaints.append((method, address, "door", marks & hidden))
    return complaints, number


def complain(found, hidden):
    """Return where hidden marks show."""
    return {place: marks & hidden for place, marks in found.items() if marks & hidden}


def count(record_property, state, *numbers):
    """Note how many answers were looked at."""
    record_property("leak combinations", sum(numbers))
    record_property("state", state)


@pytest.mark.parametrize(("state", "subject"), CASES, ids=str)
def test_what_is_hidden_shows_nowhere(client, whole, state, subject, record_property):
    kinds, pages_of = SUBJECTS[subject]
    for page in pages_of(whole, "nl"):
        state.hide(whole, page)
    hidden = state.hidden(kinds)
    thin = state.thin and QUICK
    assert hidden_ids() == set(
        Page.objects.exclude(pk__in=visible_pages()).values_list("pk", flat=True)
    )
    found, asked = crawl(client, whole, thin)
    assert not complain(found, hidden)
    codes = state.marks if state.answers == GONE else LANGUAGES
    codes = codes[:1] if thin else codes
    pages = [page for code in codes for page in pages_of(whole, code)]
    complaints, own = ask_own(client, pages, state.answers, hidden)
    assert not complaints
    record_property("leak combinations", asked + own)


def test_what_is_visible_shows(client, whole):
    found, _asked = crawl(client, whole)
    for place, kinds in leak_addresses.EXPECTED.items():
        menus = set() if place in {"suggest", "captions"} else leak_addresses.MENUS
        for code in LANGUAGES:
            wanted = {mark_of(kind, code) for kind in kinds | menus}
            if code == "nl" or (place, code) in found:
                assert wanted <= found[place, code], (place, code)
    leads = {slug_of(kind, code) for kind in (*FACTORIES, *SECTION_KINDS) for code in LANGUAGES}
    assert leads <= found["/sitemap.xml", "nl"]
    for place in ("home", "open standard"):
        # A link follows the language of its reader; what is translated is led to there.
        assert {slug_of(kind, "de") for kind in FACTORIES} <= found[place, "de"]
    for (place, code), marks in found.items():
        assert not marks & {mark_of(leak_site.DRAFT_CLAIM, code) for code in LANGUAGES}, place


def test_every_address_is_in_the_table():
    """Add what is missing to `leak_addresses`, and to the places that the matrix asks for."""
    assert set(leak_addresses.known_patterns()) == set(leak_addresses.PATTERNS)
    assert leak_addresses.known_types() == leak_addresses.TYPES


def test_what_an_editor_saw_is_not_remembered(client, superuser, whole):
    for i, page in enumerate(whole.secrets()):
        (unpublished if i % 2 else group)(whole, page)
    editor = Visitor()
    editor.force_login(superuser)
    for i, page in enumerate(whole.secrets()):
        assert editor.get(page.url).status_code == (404 if i % 2 else 200)
        editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    crawl(editor, whole, thin=True)
    hidden = {mark_of(kind, code) for kind in FACTORIES for code in LANGUAGES}
    found, _asked = crawl(client, whole, thin=True)
    assert not complain(found, hidden)


def test_an_account_without_rights_sees_no_more(client, whole):
    for page in whole.secrets():
        group(whole, page)
    client.force_login(get_user_model().objects.create_user("lid", "lid@example.org", "geheim"))
    hidden = {mark_of(kind, code) for kind in FACTORIES for code in LANGUAGES}
    found, _asked = crawl(client, whole, thin=True)
    assert not complain(found, hidden)
    complaints, _asked = ask_own(client, whole.secrets("en"), {302}, hidden)
    assert not [one for one in complaints if one[0] != "options"]


def test_what_is_below_a_closed_translation_is_closed(client, whole):
    """A page that was written in one language only, below the translation of a private page."""
    page = make.StandardPageFactory(
        parent=whole.secret["standard"]["en"], title=mark_of("below", "en"), slug="below"
    )
    assert client.get(page.url).status_code == 200
    for hide in (password, moved):
        with transaction.atomic():
            hide(whole, whole.secrets(kinds=["standard"])[0])
            assert "below" not in client.get("/sitemap.xml").text
            _status, marks = shown(client, page.url)
            assert mark_of("below", "en") not in marks
            transaction.set_rollback(True)


@pytest.mark.parametrize("hide", [unpublished, expired_unnoticed, login, password, moved],
                         ids=lambda hide: hide.__name__)  # fmt: skip
def test_a_redirect_does_not_tell_the_new_address(
    client, whole, hide, django_capture_on_commit_callbacks
):
    pages = [*whole.secrets(kinds=["project", "chapter"]), *whole.secrets("en", ["project"])]
    olds = [page.url for page in pages]
    for i, page in enumerate(pages):
        with django_capture_on_commit_callbacks(execute=True):
            page.slug = f"renamed-{i}"
            page.save_revision().publish()
    for old in olds:
        answer = client.get(old)
        assert (answer.status_code, "renamed" in answer["Location"]) == (301, True)
    for page in pages[:2]:
        page.refresh_from_db()
        hide(whole, page)
    for old in olds:
        for method in ("get", "head", "post"):
            answer = getattr(client, method)(old)
            assert answer.status_code == 404
            assert "renamed" not in answer.text


def test_private_files(client, site):
    """Documents of a closed collection ask who comes."""
    from wagtail.models import Collection, CollectionViewRestriction

    folder = Collection.get_first_root_node().add_child(name="Besloten")
    secret = ContentFile(b"mkdocument", name="besloten.txt")
    document = make.DocumentFactory(collection=folder, file=secret)
    restriction = CollectionViewRestriction.objects.create(
        collection=folder, restriction_type="password", password="sesam"
    )
    answers = [client.get(document.url)]
    door = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    answers += [client.get(door), client.post(door, {"password": "fout"})]
    assert all("mkdocument" not in answer.text for answer in answers)
    assert client.get(f"/files/{document.file.name}").status_code == 404
    restriction.restriction_type = "login"
    restriction.save()
    assert client.get(document.url).status_code == 302
