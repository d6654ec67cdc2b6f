"""Short texts in several languages, and what stands in for a missing one."""

import pytest
from django.utils import translation

from koers.words import WordsField, pick


@pytest.mark.parametrize(
    ("texts", "language", "text", "lang"),
    [
        ({"nl": "leden", "en": "members"}, "en", "members", ""),
        ({"nl": "leden", "en": "members"}, "nl", "leden", ""),
        ({"nl": "leden", "en": "members"}, "de", "leden", "nl"),
        ({"en": "members", "de": "Mitglieder"}, "nl", "members", "en"),
        ({"fy": "leden"}, "en", "leden", "fy"),
        ({"nl": "", "en": "members"}, "nl", "members", "en"),
        ({}, "nl", "", ""),
        (None, "nl", "", ""),
    ],
)
def test_the_readers_language_else_the_first_known(texts, language, text, lang):
    with translation.override(language):
        word = pick(texts)
    assert (word.text, word.lang) == (text, lang)
    assert bool(word) == bool(text)


def test_a_form_shows_one_input_a_language_and_drops_empty_texts():
    field = WordsField(multiline=True).formfield()
    html = field.widget.render("note", {"en": "hello"}, {"id": "id_note"})
    assert html.count("<textarea") == 3
    for code in ("nl", "en", "de"):
        assert f'name="note_{code}"' in html
        assert f'lang="{code}"' in html
    data = {"note_nl": " ja ", "note_en": "", "note_de": "  "}
    sent = field.widget.value_from_datadict(data, {}, "note")
    assert field.clean(sent) == {"nl": "ja"}
    assert not field.has_changed({"nl": "ja"}, ["ja", "", ""])
    assert field.has_changed({"nl": "ja"}, ["nee", "", ""])
    assert not field.has_changed(None, ["", "", ""])
