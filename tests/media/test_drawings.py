"""Drawings (SVG): what is dangerous goes, what is drawn stays."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image as Picture
from PIL import ImageChops

from media import svg
from media.models import Image

OPEN = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    b' viewBox="0 0 60 40">'
)
DRAWN = b'<rect id="vlak" width="60" height="40" fill="#0f686e"/>'
LEGIT = (
    OPEN
    + b"""<title>Proef</title><desc>Een vlak</desc>
<defs><linearGradient id="g"><stop offset="0" stop-color="#f2b84b"/>
<stop offset="1" stop-color="#a5420f"/>
</linearGradient><clipPath id="c"><circle cx="30" cy="20" r="18"/></clipPath>
<path id="p" d="M0 0 L10 10 Z" stroke="#000"/></defs>
<g transform="translate(2 2)" opacity=".9">
<rect width="50" height="30" fill="url(#g)" clip-path="url(#c)"/></g>
<use href="#p" x="20"/><use xlink:href="#p" x="40" y="20"/>
<path d="M5 5 C 20 40 40 -10 55 35" fill="none" stroke="#14262b" stroke-width="2"
  stroke-dasharray="3 2"/>
<polygon points="10,10 20,10 15,20" style="fill: #d9642a; stroke: none"/>
<text x="5" y="35" font-size="6">Twee</text></svg>"""
)


def drawing(inside):
    return OPEN + DRAWN + inside + b"</svg>"


def pixels(data):
    return Picture.open(io.BytesIO(svg.to_png(data))).convert("RGBA")


DANGEROUS = [
    b"<script>alert(1)</script>",
    b'<script href="https://evil.example/x.js"/>',
    b'<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
    b'<rect onload="alert(1)" width="1" height="1"/>',
    b'<rect ONCLICK = "alert(1)"/>',
    b'<a href="javascript:alert(1)"><rect/></a>',
    b'<a xlink:href=" java&#x0A;script:alert(1)"><rect/></a>',
    b'<image href="https://evil.example/x.png" width="9" height="9"/>',
    b'<image href="//evil.example/x.png"/>',
    b"<image href='http://evil.example/x.png'/>",
    b'<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    b'<use href="https://evil.example/x.svg#a"/>',
    b'<use xlink:href="andere.svg#a"/>',
    b'<rect fill="url(https://evil.example/x)"/>',
    b'<rect style="fill: url(&quot;https://evil.example/x&quot;)"/>',
    b"<style>@import 'https://evil.example/x.css'; rect { fill: url(//evil.example/y) }</style>",
    b"<foreignObject><iframe src='https://evil.example/'/></foreignObject>",
    b'<a href="&#106;avascript:alert(1)"><rect/></a>',
    b'<image href="\nhttps://evil.example/x.png"/>',
    b'<image href="HTTPS://evil.example/x.png"/>',
    b'<image HREF="https://evil.example/x.png"/>',
]


@pytest.mark.parametrize("inside", DANGEROUS)
def test_what_is_dangerous_is_taken_out(inside):
    clean = svg.clean(drawing(inside))
    lowered = clean.lower()
    for word in (b"script", b"evil", b"alert", b"onload", b"onclick", b"foreignobject", b"@import",
                 b"svg+xml", b"andere.svg"):  # fmt: skip
        assert word not in lowered, clean
    assert b"#0f686e" in clean
    svg.to_png(clean)


@pytest.mark.parametrize("name", [b"href", b"onclick", b"xlink:href"])
@pytest.mark.parametrize("tag", [b"animate", b"set"])
def test_an_animation_cannot_bring_a_script_back(tag, name):
    inside = b'<%b attributeName="%b" to="javascript:alert(1)"/>' % (tag, name)
    assert b"attributename" not in svg.clean(drawing(inside)).lower()


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE svg [<!ENTITY x "y">]>' + drawing(b"<text>&x;</text>"),
        b"",
        b"geen tekening",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"<html><body>hoi</body></html>",
        OPEN + b"<rect>",
    ],
)
def test_what_is_no_drawing_is_refused(data):
    with pytest.raises(ValidationError):
        svg.to_png(svg.clean(data))


def test_a_drawing_looks_the_same_when_cleaned():
    before, after = pixels(LEGIT), pixels(svg.clean(LEGIT))
    assert ImageChops.difference(before, after).getbbox() is None
    assert svg.dangers(LEGIT) == []


def test_cleaning_twice_changes_nothing():
    once = svg.clean(LEGIT)
    assert svg.clean(once) == once


def test_an_uploaded_drawing_is_cleaned_and_gets_a_png(site):
    image = Image(title="Tekening")
    image.file = ContentFile(drawing(b"<script>alert(1)</script>"), name="tekening.svg")
    image.save()
    assert b"script" not in image.file.open().read()
    assert Picture.open(image.raster.open()).width == svg.PNG_WIDTH


def test_people_shown_need_consent(site):
    with pytest.raises(ValidationError) as refusal:
        Image(title="Mensen", people_shown=True).clean()
    assert "consent" in refusal.value.message_dict


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">',
        b'<!DOCTYPE svg SYSTEM "https://evil.example/x.dtd">',
    ],
)
def test_the_document_type_that_drawing_programs_write_is_taken_away(declared):
    found = svg.clean(declared + drawing(b""))
    assert b"DOCTYPE" not in found
    assert b"evil" not in found
