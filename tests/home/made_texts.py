"""Words and rich text of any kind, made by Hypothesis."""

from html import escape

from hypothesis import strategies as st

SIGNS = "abé .,!?:;#|-*_`[](){}<>&\"'\\/=+~%@1\u00a0\u2028\u200b🐙\t"
WORDS = ["null", "2022", "true", "- a", "1. b", "# c", ": d", " #e", "'f'", '"g"', "[h]: /i", ":::",
         "---", "&amp;", "<b>", "x" * 255, "één", "a: b", "…", "$page"]  # fmt: skip
text = st.text(st.sampled_from(SIGNS), min_size=1, max_size=12) | st.sampled_from(WORDS)
line = text.map(lambda words: " ".join(words.split())).filter(bool)
lines = st.lists(line, min_size=1, max_size=3).map("\n".join)


@st.composite
def inline(draw, site, depth=2):
    """Return words with bold, italic and links, as HTML."""
    found = []
    for _part in range(draw(st.integers(1, 3))):
        shape = draw(st.sampled_from(["", "", "b", "i", "a", "br"])) if depth else ""
        if shape == "br":
            found.append("<br/>")
        elif shape == "a":
            found.append(f"<a {draw(st.sampled_from(site.links()))}>{escape(draw(text))}</a>")
        elif shape:
            inner = draw(inline(site, depth - 1))
            inner = inner if f"<{shape}>" not in inner else escape(draw(text))
            found.append(f"<{shape}>{inner}</{shape}>")
        else:
            found.append(escape(draw(text), quote=False))
    return "".join(found)


@st.composite
def rich(draw, site):
    """Return rich text as the editor stores it, and as others leave it."""
    found = []
    for _part in range(draw(st.integers(1, 3))):
        shape = draw(st.sampled_from(["p", "p", "h2", "h3", "h4", "ul", "ol", "hr", "empty"]))
        if shape in ("ul", "ol"):
            items = [draw(inline(site)) for _item in range(draw(st.integers(1, 3)))]
            inner = f"<ol><li>{draw(inline(site))}</li></ol>" if draw(st.booleans()) else ""
            found.append(f"<{shape}><li>{'</li><li>'.join(items)}{inner}</li></{shape}>")
        elif shape in ("hr", "empty"):
            found.append({"hr": "<hr/>", "empty": '<p data-block-key="a1"></p>'}[shape])
        else:
            found.append(f"<{shape}>{draw(inline(site))}</{shape}>")
    return "".join(found)
