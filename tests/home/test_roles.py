"""What each role may do, and that setting the roles up again changes nothing by itself."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Workflow

from cases.claims import Claim
from cases.practices import PracticeIndexPage
from home.roles import ROLES, RoleGroup, group_of, setup_roles
from tests import factories

PAGE = "wagtailadmin_pages:edit"


def state():
    return (
        sorted(Group.objects.values_list("name", flat=True)),
        sorted(Group.permissions.through.objects.values_list("group_id", "permission_id")),
        sorted(GroupPagePermission.objects.values_list("group_id", "page_id", "permission_id")),
        Workflow.objects.count(),
    )


def test_five_roles_with_dutch_names(account):
    names = {role.role: role.group.name for role in RoleGroup.objects.select_related("group")}
    assert names == {
        "editor": "Redacteur",
        "chief-editor": "Eindredacteur",
        "practice-editor": "GemeenteDelers-redacteur",
        "translator": "Vertaler",
        "administrator": "Beheerder",
    }


def test_every_right_that_a_role_names_exists(account):
    known = {
        f"{app}.{codename}"
        for app, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }
    for role in ROLES.values():
        assert set(role.rights) <= known


def test_setting_up_twice_changes_nothing(account):
    before = state()
    setup_roles()
    assert state() == before


def test_a_group_keeps_its_new_name_and_what_it_was_given(account):
    group = group_of("editor")
    group.name = "Schrijvers"
    group.save()
    group.permissions.add(Permission.objects.get(codename="add_redirect"))
    setup_roles()
    group = Group.objects.get(name="Schrijvers")
    assert group == group_of("editor")
    assert group.permissions.filter(codename="add_redirect").exists()
    assert not Group.objects.filter(name="Redacteur").exists()


def test_a_new_language_is_open_to_the_roles_at_once(account, site, translate):
    index = factories.PracticeIndexPageFactory(parent=site.home)
    english = translate(index, "en")
    user = account("practice-editor")
    assert english.permissions_for_user(user).can_add_subpage()


@pytest.mark.parametrize(
    ("role", "edits", "publishes"),
    [
        ("editor", True, False),
        ("chief-editor", True, True),
        ("administrator", True, True),
        ("practice-editor", False, False),
        ("translator", False, False),
    ],
)
def test_who_edits_and_publishes_dutch_pages(account, client, role, edits, publishes):
    page = factories.LessonPageFactory()
    user = account(role)
    client.force_login(user)
    assert (client.get(reverse(PAGE, args=[page.pk])).status_code == 200) is edits
    assert page.permissions_for_user(user).can_publish() is publishes


def test_a_translator_edits_translations_only(account, site, translate):
    page = factories.LessonPageFactory()
    english = translate(page, "en")
    user = account("translator")
    rights = english.permissions_for_user(user)
    assert rights.can_edit()
    assert not rights.can_publish()
    assert not page.permissions_for_user(user).can_edit()


def test_a_practice_editor_has_practices_and_nothing_else(account, client, site):
    index = factories.PracticeIndexPageFactory(parent=site.home)
    lesson = factories.LessonPageFactory()
    client.force_login(account("practice-editor"))
    add = reverse("wagtailadmin_pages:add", args=["cases", "practicepage", index.pk])
    assert client.get(add).status_code == 200
    refused = [
        reverse(PAGE, args=[lesson.pk]),
        reverse(PAGE, args=[site.home.pk]),
        reverse("wagtailadmin_pages:add", args=["home", "standardpage", site.home.pk]),
        reverse(Claim.snippet_viewset.get_url_name("list")),
        reverse("wagtailusers_users:index"),
        reverse("wagtailredirects:index"),
        reverse("wagtailimages:index"),
    ]
    for address in refused:
        response = client.get(address)
        assert response.status_code == 302, address
        assert response["Location"] == reverse("wagtailadmin_home"), address


def test_claims_are_issued_by_a_chief_editor(account):
    editor, chief = account("editor"), account("chief-editor")
    assert editor.has_perm("cases.change_claim")
    assert not editor.has_perm("cases.publish_claim")
    assert chief.has_perm("cases.publish_claim")


def test_pages_of_every_language_and_claims_have_the_workflow(account, site):
    for home in site.homes.values():
        workflow = home.get_workflow()
        assert workflow.name == "Eindredactie"
    assert Claim.get_default_workflow() == workflow


def test_sample_accounts_have_random_passwords(account, settings, capsys):
    settings.SAMPLE_ACCOUNTS = True
    call_command("sample_accounts")
    first = capsys.readouterr().out
    assert first.count("redacteur ") >= 3
    call_command("sample_accounts")
    again = capsys.readouterr().out
    assert "changepassword" in again
    lines = [line.split() for line in first.splitlines()[1:]]
    assert len({password for _name, password in lines}) == len(ROLES)


def test_sample_accounts_are_refused_on_a_public_server(account, settings):
    with pytest.raises(CommandError, match="development only"):
        call_command("sample_accounts")


def test_no_practice_index_no_error(account):
    PracticeIndexPage.objects.all().delete()
    setup_roles()


@pytest.mark.parametrize("role", ["editor", "translator"])
def test_what_was_public_is_deleted_by_a_chief_editor_only(account, client, translate, role):
    page = translate(factories.LessonPageFactory(title="Was ooit te lezen"), "en")
    page.unpublish()
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    client.force_login(account(role))
    assert "eindredacteur" in client.post(address, follow=True).content.decode()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{bulk}?id={page.pk}")
    assert type(page).objects.filter(pk=page.pk).exists()
    client.force_login(account("chief-editor"))
    client.post(address)
    assert not type(page).objects.filter(pk=page.pk).exists()


def test_an_editor_deletes_a_draft_of_his_own(account, client, site):
    user = account("editor")
    mine = factories.StandardPageFactory(live=False, owner=user)
    others = factories.StandardPageFactory(live=False)
    client.force_login(user)
    for page in (mine, others):
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not type(mine).objects.filter(pk=mine.pk).exists()
    assert type(others).objects.filter(pk=others.pk).exists()


def test_a_translator_changes_words_of_a_claim_and_no_figure(account, client, site):
    claim = factories.ClaimFactory(value=1000)
    client.force_login(account("translator"))
    address = reverse(Claim.snippet_viewset.get_url_name("edit"), args=[claim.pk])
    form = client.get(address).context["form"]
    open_fields = {name for name, field in form.fields.items() if not field.disabled}
    assert open_fields == {"unit", "scope", "locator", "note", "retraction_reason"}
    client.post(address, {"value": "9999", "unit_0": "inwoners", "unit_1": "residents"})
    draft = Claim.objects.get(pk=claim.pk).get_latest_revision_as_object()
    assert draft.value == 1000


def test_the_start_page_opens_on_a_site_without_content(superuser, client, site):
    client.force_login(superuser)
    for page in Page.objects.filter(locale=site.locales["de"], depth__gt=1):
        page.delete()
    site.locales["de"].delete()
    assert client.get("/admin/").status_code == 200
    assert client.get(reverse("home_untranslated", args=["de"])).status_code == 200
