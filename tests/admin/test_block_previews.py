"""The previews in the block picker: every block, with the site's own style, empty site or not."""

import re

import pytest
from django.urls import reverse

from cases.blocks import BodyBlock
from tests import factories

NAMES = sorted(BodyBlock().child_blocks)


def preview(client, name):
    from cases.lessons import LessonPage

    block = LessonPage._meta.get_field("body").stream_block.child_blocks[name]
    assert block.is_previewable, name
    address = f"{reverse('wagtailadmin_block_preview')}?id={block.definition_prefix}"
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_every_block_has_a_preview_on_an_empty_site(editor, name):
    html = preview(editor, name)
    assert "koers/look.css" in html


@pytest.mark.parametrize("name", NAMES)
def test_every_block_says_what_it_is_for(name):
    assert str(BodyBlock().child_blocks[name].get_description())


def test_blocks_that_choose_show_what_the_site_has(editor, site):
    result = factories.ResultPageFactory(title="Inwoners geholpen")
    factories.ClaimFactory(result=result, value=1234, current=True)
    lesson = factories.LessonPageFactory(title="Eerst doen")
    practice = factories.PracticePageFactory(title="Samen eten")
    video = factories.VideoPageFactory(title="De film")
    document = factories.DocumentFactory(title="Het plan")
    factories.ImageFactory()
    assert "1.234" in preview(editor, "figure")
    for name, page in (("lesson", lesson), ("practice", practice), ("video", video)):
        assert page.title in preview(editor, name)
    assert document.title in preview(editor, "documents")
    assert re.search(r"<img [^>]*src=", preview(editor, "image"))


def test_a_preview_shows_nothing_private(editor, site):
    factories.LessonPageFactory(title="Geheim", live=False)
    assert "Geheim" not in preview(editor, "lesson")
