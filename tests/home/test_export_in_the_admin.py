"""The export in the admin: who may, what it tells, and what comes down."""

import io
import zipfile

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from home.bundles.importer import import_bundle

pytestmark = pytest.mark.django_db


def page(path):
    return Page.objects.get(url_path=f"/{path}/")


def address(path):
    return reverse("home_export", args=[page(path).pk])


@pytest.fixture
def content(small, empty_site):
    import_bundle(small)


@pytest.fixture
def login(client, django_user_model, content):
    """Return a log-in as somebody who may edit one page and those below it."""

    def as_editor_of(path, action="change"):
        group = Group.objects.create(name="Handboek")
        access = Permission.objects.get(codename="access_admin")
        group.permissions.add(access)
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=f"{action}_page"
        )
        GroupPagePermission.objects.create(group=group, page=page(path), permission=permission)
        user = django_user_model.objects.create_user("anna", "anna@example.org", "geheim")
        user.groups.add(group)
        client.force_login(user)
        return client

    return as_editor_of


def unzipped(response):
    data = b"".join(response.streaming_content)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_visitors_are_sent_to_the_door(client, content):
    for method in (client.get, client.post):
        response = method(address("nl/handboeken/zo"))
        assert response.status_code == 302
        assert "login" in response["Location"] or "sign" in response["Location"]


def test_who_may_not_edit_the_page_may_not_export_it(login):
    client = login("nl/lessen")
    for method in (client.get, client.post):
        assert method(address("nl/handboeken/zo")).status_code in (302, 403)
    assert "zip" not in client.post(address("nl/handboeken/zo")).headers.get("Content-Type", "")


def test_who_may_edit_own_pages_only_gets_nothing_of_others(login, django_user_model):
    client = login("nl/handboeken", "add")
    user = django_user_model.objects.get(username="anna")
    Page.objects.filter(pk=page("nl/handboeken/zo").pk).update(owner=user)
    assert client.get(address("nl/handboeken/zo")).status_code in (302, 403)


def test_an_editor_reads_what_goes_along_and_gets_it(login):
    client = login("nl/handboeken")
    told = client.get(address("nl/handboeken/zo"))
    assert told.status_code == 200
    assert "Download" in told.content.decode()
    response = client.post(address("nl/handboeken/zo"))
    assert response["Content-Disposition"] == 'attachment; filename="zo.zip"'
    files = unzipped(response)
    assert set(files) == {"zo/nl/zo/index.md", "zo/nl/zo/eerst/index.md", "zo/nl/zo/eerst/deel.md"}
    button = client.get(reverse("wagtailadmin_explore", args=[page("nl/handboeken/zo").pk]))
    assert address("nl/handboeken/zo") in button.content.decode()
    assert client.get(address("nl")).status_code in (302, 403)


def test_an_administrator_gets_the_whole_site_from_the_home_page(client, admin_user, content):
    client.force_login(admin_user)
    assert client.get(address("nl")).status_code == 200
    files = unzipped(client.post(address("nl")))
    assert "site/site.yaml" in files and "site/en/projects/bridge.md" in files
    assert unzipped(client.post(address("en"))) == files


def test_an_export_that_fails_says_why(client, admin_user, content):
    from media.models import Document

    client.force_login(admin_user)
    document = Document.objects.get()
    document.file.storage.delete(document.file.name)
    response = client.post(address("nl"), follow=True)
    words = response.content.decode()
    assert "documents/d" in words and "nl/over" in words


def test_pages_that_no_bundle_knows_have_no_export(client, admin_user, site):
    client.force_login(admin_user)
    root = Page.get_first_root_node()
    assert client.get(reverse("home_export", args=[root.pk])).status_code in (302, 403)
    assert client.get(reverse("home_export", args=[10**6])).status_code == 404
