"""Addresses beside the pages: map of the site, robots, security, colours, head of a page, 404."""

import json
import re

import pytest
from wagtail.models import PageViewRestriction

from koers.site_settings import SiteSettings
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_map_holds_every_visible_page_and_no_other(client, site, translate):
    shown = make.LessonPageFactory()
    draft = make.LessonPageFactory(live=False)
    private = make.LessonPageFactory()
    secret = translate(private, "en")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    text = client.get("/sitemap.xml").text
    assert f"{shown.url}</loc>" in text
    assert not any(f"{page.url}</loc>" in text for page in (draft, private, secret))


def test_map_holds_the_organisations(client, site):
    make.OrganisationIndexPageFactory()
    make.OrganisationFactory(key="almelo", role="owner")
    make.OrganisationFactory(key="bestuur", kind="deciding-body")
    text = client.get("/sitemap.xml").text
    assert "/organisaties/almelo/</loc>" in text
    assert "bestuur" not in text


def test_robots_name_the_map(client, site):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").text


def test_security_address_is_that_of_the_region(client, region):
    text = client.get("/.well-known/security.txt").text
    assert f"Contact: mailto:{region.email}" in text
    assert re.search(r"^Expires: \d{4}-", text, re.MULTILINE)
    SiteSettings.objects.get().delete()
    assert client.get("/.well-known/security.txt").status_code == 404


def test_colours_are_those_of_the_region(client, region):
    region.colours = json.dumps(
        [{"type": "colour", "value": {"name": "teal", "value": "#0a4a4f"}, "id": "1"}]
    )
    region.save()
    assert "--tk-teal:#0a4a4f" in client.get("/colours.css").text
    assert 'href="/colours.css?v=' in client.get("/").text


def test_public_pages_allow_no_inline_script_or_style(client, site):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self';" in f"{policy};"


def test_languages_offer_only_what_exists(client, site, translate):
    lesson = make.LessonPageFactory()
    assert 'hreflang="en"' not in client.get(lesson.url).text
    other = translate(lesson, "en")
    text = client.get(lesson.url).text
    assert f'href="{other.url}" lang="en"' in text
    assert f'<link rel="alternate" hreflang="en" href="http://testserver{other.url}">' in text
    assert 'hreflang="de"' not in text
    other.unpublish()
    assert 'hreflang="en"' not in client.get(lesson.url).text


def data_of(text):
    return [json.loads(one) for one in re.findall(r'(?s)ld\+json">(.*?)</script>', text)]


def test_structured_data_cannot_break_out_of_its_script(client, site):
    lesson = make.LessonPageFactory(title="</script><script>alert(1)</script>")
    text = client.get(lesson.url).text
    assert "<script>alert" not in text
    work, crumbs = data_of(text)
    assert work["name"] == lesson.title
    assert crumbs["@type"] == "BreadcrumbList"
    assert [item["position"] for item in crumbs["itemListElement"]] == [1, 2, 3]


def test_missing_page_offers_the_languages_that_exist(client, site, translate):
    lesson = make.LessonPageFactory(title="Eerst doen", slug="eerst-doen")
    translate(lesson, "en", title="Do first", slug="do-first")
    answer = client.get("/de/lektionen/eerst-doen/")
    assert answer.status_code == 404
    assert lesson.url in answer.text
    assert "Do first" in answer.text


@pytest.mark.parametrize("state", ["draft", "private"])
def test_missing_page_offers_nothing_hidden(client, site, state):
    lesson = make.LessonPageFactory(slug="geheim", live=state != "draft")
    if state == "private":
        PageViewRestriction.objects.create(page=lesson, restriction_type="login")
    assert lesson.title not in client.get("/en/geheim/").text


@pytest.mark.parametrize(
    "path", ["/%00/", "/" + "x" * 3000 + "/", "/" + "a/" * 300, "/%F0%9F%98%80/"]
)
def test_odd_addresses_are_not_found(client, site, path):
    assert client.get(path).status_code == 404


def test_private_original_closes_its_translations(client, site, translate):
    lesson = make.LessonPageFactory()
    other = translate(lesson, "en")
    assert client.get(other.url).status_code == 200
    PageViewRestriction.objects.create(page=lesson.get_parent(), restriction_type="login")
    assert client.get(other.url).status_code == 302


def test_unpublished_original_takes_its_translations_along(client, site, translate):
    lesson = make.LessonPageFactory()
    other = translate(lesson, "en")
    lesson.unpublish()
    assert client.get(other.url).status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "", "9" * 5000, "1e3", "%00", "２"])
def test_lists_survive_any_page(client, site, page):
    path = make.ProjectPageFactory().get_parent().url
    assert client.get(f"{path}?page={page}").status_code == 200
