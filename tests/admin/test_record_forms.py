"""Forms of records ask an editor for nothing that the site can find out."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from media.recordings import Recording
from search.synonyms import Synonym
from tests import factories as make


@pytest.fixture
def add(editor, site):
    """Return what fills in the form of a new record, all but its key, and sends it."""

    def send(model, **values):
        address = reverse(model.snippet_viewset.get_url_name("add"))
        form = BeautifulSoup(editor.get(address).text, "html.parser").select("main form")[-1]
        data = {box["name"]: box.get("value", "") for box in form.select("input[name]")}
        return editor.post(address, data | values)

    return send


def synonym(one, two):
    """Return what a form sends of two terms."""
    rows = {"terms-count": 2, "direction": "both", "archived": ""}
    for number, word in enumerate((one, two)):
        row = {"deleted": "", "order": number, "type": "term", "id": "", "value": word}
        rows |= {f"terms-{number}-{name}": value for name, value in row.items()}
    return {name: value for name, value in rows.items() if name != "archived"}


def test_a_key_left_empty_is_made_of_the_words(add):
    for _ in range(2):
        assert (
            add(Synonym, language="nl", **synonym("Ambulante zorg", "thuiszorg")).status_code == 302
        )
    keys = [synonym.key for synonym in Synonym.objects.order_by("pk")]
    assert keys == ["ambulante-zorg-thuiszorg", "ambulante-zorg-thuiszorg-2"]


def test_words_without_letters_still_give_a_key(site):
    recording = make.RecordingFactory.build(key="", title="……")
    recording.full_clean(exclude=["collection"])
    assert recording.key == "recording"


def test_a_very_long_title_gives_a_key_that_fits(site):
    for _ in range(3):
        recording = make.RecordingFactory.build(key="", title="lang " * 50)
        recording.full_clean(exclude=["collection"])
        recording.save()
    assert len(set(Recording.objects.values_list("key", flat=True))) == 3


def test_a_new_synonym_has_room_for_two_words_in_the_language_of_the_site(editor, site):
    text = editor.get(reverse(Synonym.snippet_viewset.get_url_name("add"))).text
    form = BeautifulSoup(text, "html.parser")
    offered = form.select("select[name=language] option")
    assert [option["value"] for option in offered] == ["", "nl", "en", "de"]
    assert form.select_one("select[name=language] option[selected]")["value"] == "nl"


def test_other_languages_are_chosen_by_name_and_odd_ones_stay(editor, site):
    source = make.SourceFactory(language="xx-odd")
    address = reverse(source.snippet_viewset.get_url_name("edit"), args=[source.pk])
    boxes = BeautifulSoup(editor.get(address).text, "html.parser").select("[name=language] option")
    assert [box["value"] for box in boxes][:5] == ["", "nl", "en", "de", "xx-odd"]
    assert ("fr", "français") in [(box["value"], box.get_text(strip=True)) for box in boxes]
    assert [box["value"] for box in boxes if box.has_attr("selected")] == ["xx-odd"]
