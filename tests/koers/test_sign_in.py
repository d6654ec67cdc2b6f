"""One door to the accounts, shut after too many wrong passwords; sign-ins and rights are logged."""

import logging
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry

from koers.sign_in import behind_proxy

DOOR = "/_util/login/"


@pytest.fixture
def someone(db, site, django_user_model):
    return django_user_model.objects.create_user("anna", "anna@example.org", "een goed geheim")


def knock(client, password, name="anna", **extra):
    return client.post(DOOR, {"username": name, "password": password}, **extra)


def test_the_admin_leads_to_the_one_door_and_back(client, someone):
    response = client.get("/admin/")
    assert response["Location"] == f"{DOOR}?next=/admin/"
    response = client.get("/admin/login/?next=/admin/pages/")
    assert response["Location"] == f"{DOOR}?next=/admin/pages/"
    response = client.post("/admin/login/", {"username": "anna", "password": "een goed geheim"})
    assert response["Location"] == DOOR
    assert "_auth_user_id" not in client.session


def test_there_is_no_other_admin(client, site):
    assert client.get("/django-admin/").status_code == 404
    assert client.get("/django-admin/login/").status_code == 404


def test_five_wrong_passwords_shut_the_door_for_the_right_one_too(client, someone):
    for _i in range(4):
        assert knock(client, "fout").status_code == 200
    assert knock(client, "fout").status_code == 429
    response = knock(client, "een goed geheim")
    assert response.status_code == 429
    assert "kwartier" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_others_and_other_places_are_not_shut_out(client, someone, django_user_model):
    django_user_model.objects.create_user("bert", "bert@example.org", "ook een geheim")
    for _i in range(6):
        knock(client, "fout")
    assert knock(client, "een goed geheim", REMOTE_ADDR="192.0.2.7").status_code == 302
    client.logout()
    assert knock(client, "ook een geheim", name="bert").status_code == 302


def test_a_right_password_forgets_the_wrong_ones(client, someone):
    for _i in range(4):
        knock(client, "fout")
    assert knock(client, "een goed geheim").status_code == 302
    client.logout()
    for _i in range(4):
        assert knock(client, "fout").status_code == 200


def test_a_short_password_is_refused(someone):
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="12"):
        validate_password("kort-geheim", someone)


def test_sign_ins_are_logged(client, someone, caplog):
    with caplog.at_level(logging.INFO, logger="koers.accounts"):
        knock(client, "een goed geheim")
    assert "anna signed in" in caplog.text
    entry = ModelLogEntry.objects.get(action="koers.sign_in")
    assert entry.user == someone


def test_lock_outs_are_logged(client, someone, caplog):
    with caplog.at_level(logging.WARNING, logger="koers.accounts"):
        for _i in range(5):
            knock(client, "fout")
    assert "anna is shut out" in caplog.text


def edit_user(client, user, **changed):
    data = {"username": user.username, "email": user.email, "first_name": "A", "last_name": "B",
            "is_active": "on", **changed}  # fmt: skip
    return client.post(reverse("wagtailusers_users:edit", args=[user.pk]), data)


def changes():
    entries = ModelLogEntry.objects.filter(action="koers.rights").order_by("pk")
    return [entry.data["change"] for entry in entries]


def test_changes_of_rights_are_logged_with_who_made_them(editor, superuser, someone):
    group = Group.objects.create(name="Schrijvers")
    assert edit_user(editor, someone, groups=[group.pk]).status_code == 302
    assert changes() == ["+ Schrijvers"]
    assert edit_user(editor, someone).status_code == 302
    assert changes() == ["+ Schrijvers", "- Schrijvers"]
    assert edit_user(editor, someone, is_superuser="on").status_code == 302
    assert changes()[-1] == "+ is_superuser"
    assert edit_user(editor, someone, is_active="").status_code == 302
    assert "- is_active" in changes()[-1]
    assert {entry.user for entry in ModelLogEntry.objects.filter(action="koers.rights")} == {
        superuser
    }


def test_the_log_of_an_account_reads_as_sentences(editor, someone):
    group = Group.objects.create(name="Schrijvers")
    edit_user(editor, someone, groups=[group.pk])
    page = editor.get(reverse("wagtailusers_users:history", args=[someone.pk]))
    assert "Rechten gewijzigd: + Schrijvers" in page.content.decode()


def rights_form(client, address, **changed):
    """Return what the form of a group sends, without any right but those given."""
    html = client.get(address).content.decode()
    data = {"name": "Schrijvers"}
    for prefix in re.findall(r'name="(\w+)-TOTAL_FORMS"', html):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return data | changed


def test_rights_on_sections_are_logged_both_ways(editor, site):
    group = Group.objects.create(name="Schrijvers")
    publish = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    address = reverse("wagtailusers_groups:edit", args=[group.pk])
    given = {
        "page_permissions-TOTAL_FORMS": "1",
        "page_permissions-0-page": site.home.pk,
        "page_permissions-0-permissions": [publish.codename],
    }
    assert editor.post(address, rights_form(editor, address, **given)).status_code == 302
    assert changes() == [f"+ publish_page: {site.home}"]
    assert editor.post(address, rights_form(editor, address)).status_code == 302
    assert changes()[1:] == [f"- publish_page: {site.home}"]


def test_a_new_account_with_every_right_is_logged(editor, django_user_model):
    data = {"username": "nieuw", "email": "n@example.org", "first_name": "N", "last_name": "N",
            "is_superuser": "on", "password1": "een lang geheim",
            "password2": "een lang geheim"}  # fmt: skip
    assert editor.post(reverse("wagtailusers_users:add"), data).status_code == 302
    assert changes() == ["+ is_superuser"]


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("", "192.0.2.1"),
        ("nonsense", "192.0.2.1"),
        ("2001:db8::7", "2001:db8::7"),
    ],
)
def test_behind_a_proxy_the_proxy_names_the_visitor(rf, forwarded, address):
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert behind_proxy(request) == address
