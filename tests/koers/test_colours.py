"""The colours a region may choose."""

import pytest
from django.core.exceptions import ValidationError

from koers import colours
from koers.site_settings import ColoursBlock


def test_black_and_white_have_the_most_contrast():
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert colours.contrast("#777777", "#777777") == pytest.approx(1)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_design_can_be_read():
    chosen = {name: colours.DEFAULTS[name] for name in colours.NEEDS}
    assert colours.problems(chosen) == []


def test_a_pale_colour_is_named_with_its_contrast():
    found = colours.problems({"teal": "#77cccc"})
    assert len(found) == 2
    assert "teal" in found[0]
    assert "#77cccc" in found[0]


def test_a_dark_ground_is_judged_with_the_text_on_it():
    assert colours.problems({"paper": "#222222"})
    assert not colours.problems({"paper": "#222222", **dict.fromkeys(
        ("ink", "soft", "teal", "rust", "edge", "orange", "error", "tile-edge", "focus"), "#ffffff"
    ), **dict.fromkeys(("sand", "tint", "sun", "error-tint"), "#222222")})  # fmt: skip


@pytest.mark.parametrize(
    "value", ["rood", "#fff", "0f686e", "#0f686e;", "x#0f686e", "#0f686e00", "#gggggg"]
)
def test_what_is_no_colour_is_refused(value):
    block = ColoursBlock(required=False)
    with pytest.raises(ValidationError):
        block.clean(
            block.to_python([{"type": "colour", "value": {"name": "teal", "value": value}}])
        )


def test_colours_that_cannot_be_read_are_refused():
    block = ColoursBlock(required=False)
    rows = [{"type": "colour", "value": {"name": "teal", "value": "#77cccc"}}]
    with pytest.raises(ValidationError):
        block.clean(block.to_python(rows))
    rows[0]["value"]["value"] = "#004444"
    assert block.clean(block.to_python(rows))
