"""Every page of the admin opens, in Dutch, for every page type and record."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from tests import factories

PAGES = pytest.mark.parametrize("make", factories.PAGE_FACTORIES, ids=lambda m: m.__name__)
RECORDS = pytest.mark.parametrize("make", factories.RECORD_FACTORIES, ids=lambda m: m.__name__)


@pytest.fixture
def dutch(editor, superuser):
    UserProfile.objects.create(user=superuser, preferred_language="nl")
    return editor


def page_of(make, site):
    return site.home if make is factories.HomePageFactory else make()


def opens(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return answer


def test_the_admin_is_in_dutch(dutch):
    assert "Pagina's" in opens(dutch, "/admin/").text


@PAGES
def test_the_pages_of_a_page_open(dutch, site, make):
    page = page_of(make, site)
    page.save_revision()
    parent = page.get_parent()
    names = ["edit", "delete", "history", "usage", "unpublish", "copy", "move", "workflow_history"]
    for name in names:
        opens(dutch, reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
    opens(dutch, reverse("wagtailadmin_explore", args=[page.pk]))
    meta = page._meta
    add = reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])
    if type(page).can_create_at(parent.specific):
        opens(dutch, add)
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"])
    opens(dutch, compare)
    kind = f"{meta.app_label}.{meta.model_name}"
    opens(dutch, f"{reverse('wagtailadmin_choose_page')}?page_type={kind}")
    child = reverse("wagtailadmin_choose_page_child", args=[parent.pk])
    opens(dutch, f"{child}?page_type={kind}")
    opens(dutch, f"{reverse('wagtailadmin_choose_page_search')}?page_type={kind}&q={page.title}")


@PAGES
def test_the_translation_of_a_page_can_be_edited(dutch, site, translate, make):
    page = page_of(make, site)
    english = site.homes["en"] if page == site.home else translate(page, "en")
    opens(dutch, reverse("wagtailadmin_pages:edit", args=[english.pk]))


@PAGES
def test_a_page_has_a_preview(dutch, site, make):
    page = page_of(make, site)
    opens(dutch, reverse("wagtailadmin_pages:view_draft", args=[page.pk]))


@RECORDS
def test_the_pages_of_a_record_open(dutch, site, make):
    record = make()
    viewset = record.snippet_viewset
    for name in ("list", "add", "list_results"):
        opens(dutch, reverse(viewset.get_url_name(name)))
    opens(dutch, f"{reverse(viewset.get_url_name('list'))}?q=a")
    for name in ("edit", "usage", "history"):
        opens(dutch, reverse(viewset.get_url_name(name), args=[record.pk]))
    chooser = viewset.chooser_viewset
    for name in ("choose", "choose_results"):
        opens(dutch, reverse(chooser.get_url_name(name)))
        opens(dutch, f"{reverse(chooser.get_url_name(name))}?q=a")
    opens(dutch, reverse(chooser.get_url_name("chosen"), args=[record.pk]))


@RECORDS
def test_a_record_that_nobody_names_can_be_deleted(dutch, site, make):
    record = make(live=False) if make is factories.ClaimFactory else make()
    address = reverse(record.snippet_viewset.get_url_name("delete"), args=[record.pk])
    opens(dutch, address)
    assert dutch.post(address).status_code == 302
    assert not type(record).objects.filter(pk=record.pk).exists()


def test_every_filter_of_the_lists_works(dutch, site):
    factories.ClaimFactory()
    for make in factories.RECORD_FACTORIES:
        viewset = make._meta.model.snippet_viewset
        filters = viewset.filterset_class
        names = viewset.list_filter or [] if filters is viewset.UNDEFINED else filters.base_filters
        for name in names:
            opens(dutch, f"{reverse(viewset.get_url_name('list'))}?{name}=1")


def test_media_lead_to_the_recordings(dutch, site):
    recording = factories.RecordingFactory()
    hidden = factories.RecordingFactory(archived=True, title="Verborgen")
    ours = recording.snippet_viewset
    for address, name in (
        ("/admin/media/", "list"),
        ("/admin/media/video/add/", "add"),
        (f"/admin/media/edit/{recording.pk}/", "edit"),
        (f"/admin/media/delete/{recording.pk}/", "delete"),
        (f"/admin/media/usage/{recording.pk}/", "usage"),
    ):
        args = [recording.pk] if str(recording.pk) in address else []
        assert dutch.get(address)["Location"] == reverse(ours.get_url_name(name), args=args)
    answer = opens(dutch, "/admin/media/chooser/")
    assert recording.title in answer.text
    assert hidden.title not in answer.text
    opens(dutch, "/admin/media/chooser/?q=opname")
    assert '"/admin/media/"' not in opens(dutch, "/admin/").text


def test_the_menu_has_the_records_and_recordings(dutch):
    text = opens(dutch, "/admin/").text
    for name in ("organisation", "person", "source", "claim"):
        assert f"/admin/snippets/cases/{name}/" in text
    assert "/admin/snippets/media/recording/" in text
    assert "/admin/snippets/search/synonym/" in text


def test_other_pages_of_the_admin_open(dutch, site):
    for address in (
        reverse("wagtailimages:index"),
        reverse("wagtailimages:add"),
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs:add"),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailsettings:edit", args=["koers", "sitesettings", site.site.pk]),
    ):
        opens(dutch, address)
    image = factories.ImageFactory()
    document = factories.DocumentFactory()
    opens(dutch, reverse("wagtailimages:edit", args=[image.pk]))
    opens(dutch, reverse("wagtaildocs:edit", args=[document.pk]))
    assert Page.objects.count() > 3
