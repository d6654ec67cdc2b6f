"""Rich text of the editor becomes Markdown and comes back as it was."""

from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home.bundles import yaml_loader, yaml_writer
from home.bundles.markdown import as_edited, rich_text
from home.bundles.problems import Problems
from home.bundles.rich_texts import rich
from home.bundles.texts import FORBIDDEN
from koers.richtext import FEATURES

many = settings(max_examples=400, deadline=None, derandomize=True, database=None,
                suppress_health_check=list(HealthCheck))  # fmt: skip
SIGNS = "ab .,!*_`[]()#>-+=~|:1\\<&; \u00a0\u2028é🐙\x07\u200b\"'"
SPECIAL = [":::", "1. ", "- ", "&amp;", "**", "__", "http://a.b", "<b>", "---", "|---|", "[a]: /b"]
ADDRESSES = ["https://x.org/a", "https://x.org/?a=1&copy=2", "none", "https://y.org/(b)"]
words = (st.text(SIGNS, max_size=8) | st.sampled_from(SPECIAL)).map(escape)


def resolve(attributes, note=None):
    href = attributes.get("href", "")
    return None if href == "none" else (href, f'href="{escape(href)}"')


def link(pair):
    href, inner = pair
    return inner if "<a" in inner else f'<a href="{escape(href)}">{inner}</a>'


def marked(inner):
    return st.one_of(
        st.lists(inner, max_size=4).map("".join),
        inner.map("<b>{}</b>".format),
        inner.map("<i>{}</i>".format),
        st.just("<br/>"),
        st.tuples(st.sampled_from(ADDRESSES), inner).map(link),
    )


def listed(inner):
    items = st.lists(inner, min_size=1, max_size=3).map(lambda rows: "</li><li>".join(rows))
    return st.tuples(st.sampled_from(["ul", "ol"]), items).map(
        lambda pair: f"<{pair[0]}><li>{pair[1]}</li></{pair[0]}>"
    )


inline = st.recursive(words, marked, max_leaves=8)
items = st.recursive(
    inline, lambda inner: st.tuples(inline, listed(inner)).map("".join), max_leaves=5
)
block = st.one_of(
    inline.map("<p>{}</p>".format),
    st.tuples(st.sampled_from(["h2", "h3", "h4"]), inline).map(
        lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
    ),
    listed(items),
    st.sampled_from(["<hr/>", "<p></p>", '<p data-block-key="x1">a</p>', "<h5>b</h5>"]),
)
stored = st.lists(block, max_size=4).map("".join)


@many
@given(stored)
def test_any_text_is_written_and_comes_back(html):
    lost = []
    once = rich(html, FEATURES, resolve, lost.append)
    faults = []
    read = rich_text(once.markdown, 1, FEATURES, lambda *fault: faults.append(fault),
                     lambda href, line: f'href="{escape(href)}"')  # fmt: skip
    assert not faults and read == str(once)
    again = rich(str(once), FEATURES, resolve, faults.append)
    assert (str(again), again.markdown, faults) == (str(once), once.markdown, [])


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Kop</h2><p>Een <b>vet</b> en <i>schuin</i> woord.</p>",
        "<ul><li>a<ul><li>b</li></ul><ol><li>c</li><li>d<br/>e</li></ol></li></ul><p>x</p>",
        "<p># a</p><p>1. b</p><p>::: x<br/>---<br/>-|-</p><h2>c #</h2><h2># ##</h2>",
        "<p>snake_case _x_ &amp;copy; &lt;b&gt; AT&amp;T * [x](y) `q` \\</p>",
        '<p>x!<a href="https://x.org/?a=1&amp;b=2(3)"><b>vet</b> link</a></p>',
        "<p><b>a<i>b</i></b><i>c</i></p>",
    ],
)
def test_what_the_editor_stores_is_kept_to_the_letter(html):
    assert as_edited(html, tuple(FEATURES)) == html
    lost = []
    assert str(rich(html, FEATURES, resolve, lost.append)) == html and not lost


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p></p><p>a  b <b> c</b><br/></p>", "a b **c**"),
        ("<p><b>Let op:</b>dit</p>", "**Let op**:dit"),
        ("<ul><li><ul><li>b</li></ul></li></ul>", "- b"),
        ('<p><a href="none">weg</a></p>', "weg"),
        ("<p>een\x07twee</p>", "eentwee"),
        (
            '<p><a href="https://x.org">a<br/><b>b</b></a></p>',
            "[a](https://x.org)\\\n[**b**](https://x.org)",
        ),
    ],
)
def test_what_means_nothing_is_left_out(html, markdown):
    assert rich(html, FEATURES, resolve, lambda what: None).markdown == markdown


def test_what_no_text_can_have_is_told():
    lost = []
    assert rich("<h5>x</h5><hr/><embed/>", FEATURES, resolve, lost.append).markdown == "x"
    assert "embed, h5, hr" in lost[0]


def test_a_paragraph_without_end_is_cut():
    text = rich(f"<p>{'woord ' * 9000}</p>", FEATURES, resolve, lambda what: None)
    assert text.count("<p>") > 1 and text.count("woord") == 9000


values = st.recursive(
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.text("ab :#-|>\n'\"\\{}[],&*!?%@`~=<0129.eyno \t", min_size=1)
    | st.integers(-(10**9), 10**9)
    | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(SIGNS), inner, max_size=3),
    max_leaves=8,
)


@many
@given(st.dictionaries(st.text(SIGNS, min_size=1), values, min_size=1, max_size=3))
def test_any_data_is_written_as_yaml_and_comes_back(data):
    text = yaml_writer.dump(data)
    problems = Problems()
    assert not FORBIDDEN.search(text)
    assert yaml_loader.load(text, "x", problems).plain() == data and not problems.found
