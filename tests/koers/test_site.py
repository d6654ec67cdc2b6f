import pytest
from django.urls import reverse

from tests import factories


def test_the_small_site_has_three_homes(site, region):
    assert set(site.homes) == {"nl", "en", "de"}
    assert {home.source.pk for home in site.homes.values()} == {site.home.pk}
    assert str(region) == "De Proefse Koers"


@pytest.mark.parametrize("make", factories.PAGE_FACTORIES, ids=lambda make: make.__name__)
def test_every_page_type_can_be_made_and_translated(site, translate, make):
    page = site.home if make is factories.HomePageFactory else make()
    assert page.is_original
    assert page.live
    if page != site.home:
        english = translate(page, "en", title="English")
        assert not english.is_original
        assert english.source == page
        assert type(page).objects.visible().filter(pk=english.pk).exists()


@pytest.mark.parametrize("make", factories.RECORD_FACTORIES, ids=lambda make: make.__name__)
def test_every_record_can_be_made(site, make):
    record = make()
    record.full_clean()
    assert str(record)


def test_previews_may_be_framed_by_the_admin_and_pages_by_nobody(editor, site):
    page = site.home
    preview = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in editor.get(page.url)["Content-Security-Policy"]
