"""The Dutch and German catalogues of messages: whole, in step with the code, and used."""

import re
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.template import engines
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

LANGUAGES = ["nl", "de"]
CATALOGUES = Path(django_settings.LOCALE_PATHS[0])
PLACEHOLDERS = re.compile(r"%\(\w+\)(?:\.\d)?[a-z]|%[sdf]|\{\w*\}|</?\w+>")


def catalogue(language):
    return polib.pofile(str(CATALOGUES / language / "LC_MESSAGES" / "django.po"))


def said(entry):
    """Return every text that an entry gives."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language):
    found = catalogue(language)
    assert not found.metadata_is_fuzzy
    assert [entry.msgid for entry in found if entry.fuzzy or entry.obsolete] == []
    empty = [entry.msgid for entry in found if not all(text.strip() for text in said(entry))]
    assert empty == []
    plurals = [entry for entry in found if entry.msgid_plural]
    assert [entry.msgid for entry in plurals if set(entry.msgstr_plural) != {0, 1}] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders_and_tags(language):
    wrong = [
        (entry.msgid, text)
        for entry in catalogue(language)
        for text in said(entry)
        if sorted(PLACEHOLDERS.findall(text)) != sorted(PLACEHOLDERS.findall(entry.msgid))
    ]
    assert wrong == []


@pytest.fixture(scope="module")
def messages_in_the_code(tmp_path_factory):
    """Return what makemessages finds, in a copy that it may write in."""
    if not shutil.which("xgettext"):
        pytest.skip("xgettext (gettext) is not installed")
    root, copy = Path(django_settings.BASE_DIR), tmp_path_factory.mktemp("code")
    rooms = [path.parent for path in root.glob("*/__init__.py") if path.parent.name != "tests"]
    for room in [*rooms, root / "site"]:
        for source in [*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]:
            target = copy / source.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    places = copy / "site" / "koers" / "locale"
    places.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(copy)
        patch.setattr(django_settings, "LOCALE_PATHS", [str(places)])
        call_command("makemessages", locale=["nl"], keep_pot=True, no_location=True, verbosity=0)
    return polib.pofile(str(places / "django.pot"))


def names(found):
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_what_the_code_says(language, messages_in_the_code):
    wanted, found = names(messages_in_the_code), names(catalogue(language))
    assert len(wanted) > 500
    assert wanted - found == set(), "missing: run makemessages and translate"
    assert found - wanted == set(), "no longer in the code: take them out"


CASES = [
    ("nl", "Skip to the content", "Naar de inhoud"),
    ("nl", "This course ends here", "Deze koers loopt dood"),
    ("nl", "Running: roll-out", "Loopt: uitrol"),
    ("nl", "Embedded", "Vaste werkwijze"),
    ("de", "Skip to the content", "Zum Inhalt"),
    ("de", "holds now", "gilt jetzt"),
]


@pytest.mark.parametrize(("language", "message", "words"), CASES)
def test_words_are_compiled(language, message, words):
    with translation.override(language):
        assert gettext(message) == words


def test_plurals_and_contexts():
    with translation.override("nl"):
        assert ngettext("%(n)s project", "%(n)s projects", 1) == "%(n)s project"
        assert ngettext("%(n)s project", "%(n)s projects", 2) == "%(n)s projecten"
        assert pgettext("range", "%(low)s to %(high)s") == "%(low)s tot %(high)s"
    with translation.override("de"):
        assert ngettext("%(n)s page", "%(n)s pages", 2) == "%(n)s Seiten"
        assert pgettext("before a unit", "hundreds of") == "Hunderte"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ["<html lang", "Er ging bij ons iets mis", "Foutcode 500"]),
        ("de", ["<html lang", "Bei uns ist etwas schiefgegangen", "Fehler 500"]),
    ],
)
def test_a_page_in_the_readers_language(language, words):
    with translation.override(language):
        html = engines["django"].get_template("500.html").render({})
    for word in words:
        assert word in html
    assert "Something went wrong" not in html
