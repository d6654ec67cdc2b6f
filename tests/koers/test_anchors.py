"""Addresses of headings."""

import re

from koers import anchors, blocks
from tests import factories


def text(html):
    return {"type": "text", "value": html}


def ids(rows):
    return [anchor for _level, _text, anchor in blocks.headings(rows)]


def test_anchors_are_unique_on_a_page():
    rows = [
        text("<h2>Aanpak</h2><h3>Aanpak</h3><h2>Aanpak 2</h2>"),
        {"type": "callout", "value": {"text": "<h3>Aanpak</h3>"}},
        {"type": "accordion", "value": [{"title": "Aanpak", "text": "<h4>Aanpak</h4>"}]},
        {"type": "local", "value": {"text": "<h2>…</h2><h2>?!</h2>"}},
    ]
    found = ids(rows)
    assert len(found) == 8
    assert len(set(found)) == 8
    assert found[0] == "aanpak"


def test_an_anchor_stays_when_other_headings_move():
    one, two, three = (
        text("<h2>Eén weg</h2>"),
        text("<h3>Geld &amp; tijd</h3>"),
        text("<h2>Über</h2>"),
    )
    assert ids([one, two, three]) == ["een-weg", "geld-tijd", "uber"]
    assert sorted(ids([three, one, two])) == sorted(ids([one, two, three]))
    assert ids([three, one]) == ["uber", "een-weg"]


def test_headings_within_other_tags_are_read_whole():
    html, found = anchors.add_ids(
        "<h2>Wat <b>wij</b> doen</h2><p>h2</p><h5>nee</h5>", anchors.Anchors()
    )
    assert found == [(2, "Wat wij doen", "wat-wij-doen")]
    assert html.count("id=") == 1


def test_a_page_shows_the_anchors_that_headings_tells_of(site, client):
    body = [
        ("text", "<h2>Aanpak</h2><p>…</p><h3>Geld &amp; tijd</h3>"),
        ("callout", {"kind": "tip", "title": "Tip", "text": "<h3>Aanpak</h3>"}),
        ("accordion", [{"title": "Aanpak", "text": "<h4>Verder</h4>"},
                       {"title": "Geld", "text": "<p>a</p>"}]),
        ("local", {"text": "<h2>Aanpak</h2>"}),
        ("text", "<h2>Slot</h2>"),
    ]  # fmt: skip
    page = factories.StandardPageFactory(body=body, slug="pagina")
    answer = client.get(page.url)
    assert answer.status_code == 200
    for _level, _text, anchor in page.headings:
        assert len(re.findall(rf'id="{anchor}"', answer.text)) == 1, anchor
    places = [answer.text.index(f'id="{anchor}"') for _l, _t, anchor in page.headings]
    assert places == sorted(places)
