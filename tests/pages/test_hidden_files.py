"""Files are as private as what shows them: in every state, by every address, whole or in part."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.users.models import UserProfile

from home.models import HomePage
from tests import factories as make
from tests.pages.leak_site import LeakSite
from tests.pages.leak_states import CLOSED, GONE, STATES

pytestmark = pytest.mark.django_db
SECRET = b"mkbestandq"
HIDING = [
    state for state in STATES if state.answers in (GONE, CLOSED) and str(state) != "untranslated"
]
# By the site itself, whole or in part, or by a link into the bucket.
SERVED = {200, 206, 302}
WAYS = {
    "plain": lambda client, url: client.get(url),
    "range": lambda client, url: client.get(url, headers={"Range": "bytes=0-99"}),
    "head": lambda client, url: client.head(url),
}


@pytest.fixture(autouse=True, params=["folder", pytest.param("bucket", marks=pytest.mark.s3)])
def storage(request):
    """Keep the files in a folder, or in a bucket."""
    return request.getfixturevalue("bucket") if request.param == "bucket" else None


def stored(ending):
    """Return a file that nobody may see."""
    return ContentFile(SECRET * 30, name=f"geheim.{ending}")


@pytest.fixture
def films(site):
    """Publish a video with every kind of file; return it and the addresses of its files."""
    picture = make.ImageFactory()
    film = make.RecordingFactory(
        transcript=stored("txt"), audio_description=stored("txt"), thumbnail=stored("png")
    )
    made = [("film", "mp4"), ("sound", "mp3"), ("poster", "jpg")]
    made = [make.VersionFactory(recording=film, kind=kind, file=stored(end)) for kind, end in made]
    make.CaptionsFactory(recording=film, language="nl")
    page = make.VideoPageFactory(title="mkvideonlq", recording=film, image=picture)
    page.save_revision().publish()
    files = [film.transcript, film.audio_description, film.thumbnail]
    files += [version.file for version in made]
    addresses = [file.url for file in files]
    addresses += [picture.file.url, picture.get_rendition("width-20").url]
    return page, [*addresses, f"{page.url}captions/nl/vtt/"]


@pytest.fixture
def papers(site):
    """Publish a project with a picture in its text and a document; return it and addresses."""
    picture, document = make.ImageFactory(), make.DocumentFactory(file=stored("pdf"))
    linked = make.DocumentFactory(file=stored("pdf"))
    body = [
        ("image", {"image": picture, "alt": "Een beeld", "decorative": False, "caption": ""}),
        ("text", f'<p><a linktype="document" id="{linked.pk}">lees</a></p>'),
    ]
    page = make.ProjectPageFactory(title="mkprojectnlq", body=body)
    page.documents.set([document])
    page.save_revision().publish()
    rendition = picture.get_rendition("width-20")
    return page, [document.url, linked.url, picture.file.url, rendition.url]


@pytest.fixture(params=["films", "papers"])
def shown(request):
    """Return a page and the addresses of its files."""
    return request.getfixturevalue(request.param)


def body_of(answer):
    """Return all bytes of an answer."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_files_of_a_visible_page_are_served(client, shown, way):
    for address in shown[1]:
        assert way(client, address).status_code in SERVED, address


@pytest.mark.parametrize("state", HIDING, ids=str)
def test_files_of_a_hidden_page_are_not_there(client, site, shown, state):
    page, addresses = shown
    state.hide(LeakSite({one.slug: one for one in HomePage.objects.all()}), page)
    for address in addresses:
        for way in WAYS.values():
            answer = way(client, address)
            # A page with a password asks for it, at the addresses below it too.
            asks = {200} if address.startswith(page.url) and str(state) == "password" else set()
            assert answer.status_code in {404, 302} | asks, (address, answer.status_code)
            assert "X-Amz-" not in answer.headers.get("Location", "")
            assert not any(secret in body_of(answer) for secret in (SECRET, b"WEBVTT"))


def test_another_page_that_shows_a_file_opens_it(client, films):
    page, addresses = films
    other = make.VideoPageFactory(recording=page.recording, image=page.image)
    other.save_revision().publish()
    page.unpublish()
    assert {client.get(url).status_code for url in addresses[:-1]} <= SERVED


def test_a_picture_of_a_draft_is_not_there_until_it_is_published(client, papers):
    page, _addresses = papers
    picture = make.ImageFactory()
    page.image = picture
    revision = page.save_revision()
    assert client.get(picture.file.url).status_code == 404
    revision.publish()
    assert client.get(picture.file.url).status_code in SERVED
    page.refresh_from_db()
    page.image = None
    page.save_revision().publish()
    assert client.get(picture.file.url).status_code == 404


def test_who_may_see_the_page_may_have_its_files(client, films, django_user_model):
    page, addresses = films
    state = next(state for state in STATES if str(state) == "group")
    state.hide(None, page)
    member = django_user_model.objects.create_user("lid", "lid@example.org", "geheim")
    client.force_login(member)
    assert client.get(addresses[0]).status_code == 404
    member.groups.add(Group.objects.get(name="Leden"))
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code in SERVED
        assert "private" in answer["Cache-Control"]


def test_an_editor_sees_what_is_not_published(admin_client, films):
    page, addresses = films
    page.unpublish()
    assert {admin_client.get(url).status_code for url in addresses[:-1]} <= SERVED


def test_what_was_uploaded_is_for_colleagues(client, admin_client, films):
    page, _addresses = films
    film = make.RecordingFactory(file=stored("mp4"), audio=stored("mp3"))
    half = make.VersionFactory(recording=film, file=stored("mp4"), ready=False)
    page.recording = film
    page.save_revision().publish()
    for way in WAYS.values():
        for address in (film.file.url, film.audio.url):
            assert way(client, address).status_code == 404
            assert way(admin_client, address).status_code in SERVED
        assert way(admin_client, half.file.url).status_code == 404


def test_portraits_of_accounts_are_for_colleagues(client, admin_client, superuser, site):
    portrait = ContentFile(make.ImageFactory().file.read(), name="ik.png")
    profile = UserProfile.objects.create(user=superuser, avatar=portrait)
    users = admin_client.get(reverse("wagtailusers_users:index")).text
    assert profile.avatar.url in users
    assert admin_client.get(profile.avatar.url).status_code in SERVED
    assert client.get(profile.avatar.url).status_code == 404


def test_a_private_collection_closes_its_files(client, films, papers):
    folder = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction.objects.create(
        collection=folder, restriction_type="password", password="sesam"
    )
    things = [films[0].recording, films[0].image, *papers[0].documents.all()]
    for thing in things:
        thing.collection = folder
        thing.save()
    answers = [client.get(url) for url in [*films[1][:-1], papers[1][0]]]
    assert {answer.status_code for answer in answers} <= SERVED | {404}
    assert not any(SECRET in body_of(answer) for answer in answers)


def test_a_logo_of_a_record_is_for_everyone(client, site):
    logo = make.ImageFactory()
    make.OrganisationFactory(logo=logo)
    assert client.get(logo.file.url).status_code in SERVED


def test_what_nothing_shows_is_not_there(client, site):
    picture = make.ImageFactory()
    guessed = default_storage.save("images/geraden.png", ContentFile(b"x"))
    for address in (picture.file.url, f"/files/{guessed}", make.DocumentFactory().url):
        assert client.get(address).status_code == 404
