"""A picture comes in the size and kind that a reader's screen and browser are best with."""

import re
import threading
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from PIL import Image as Pixels

from media.images import Image
from media.picture_sizes import make_sizes
from tests import factories as make


def picture(width=2000, **more):
    """Return a picture of so many pixels, 3 high for each 4 wide."""
    data = BytesIO()
    Pixels.effect_noise((width, width * 3 // 4), 40).convert("RGB").save(data, "JPEG", quality=60)
    return make.ImageFactory(file=make.ContentFile(data.getvalue(), name="foto.jpg"), **more)


def page_with(*pictures):
    """Publish a page that shows pictures in its text."""
    values = [
        {"image": one, "alt": "Een beeld", "decorative": False, "caption": ""} for one in pictures
    ]
    page = make.StandardPageFactory(body=[("image", value) for value in values])
    page.save_revision().publish()
    return page


@pytest.mark.django_db
def test_a_browser_chooses_size_and_kind(site, client):
    page = page_with(picture())
    found = BeautifulSoup(client.get(page.url).text, "html.parser").select_one("main picture")
    assert [source["type"] for source in found.select("source")] == ["image/avif", "image/webp"]
    for source in [*found.select("source"), found.img]:
        widths = [part.split()[1] for part in source["srcset"].split(", ")]
        assert sorted(widths) == ["1280w", "400w", "800w"]
        assert source["sizes"]
    assert (found.img["alt"], found.img["loading"]) == ("Een beeld", "lazy")
    assert int(found.img["width"]) * 3 == int(found.img["height"]) * 4
    kinds = {}
    for address in [found.img["src"], *(s["srcset"].split()[0] for s in found.select("source"))]:
        answer = client.get(address)
        kinds[Pixels.open(BytesIO(b"".join(answer.streaming_content))).format] = answer[
            "Content-Type"
        ]
    assert kinds == {"JPEG": "image/jpeg", "WEBP": "image/webp", "AVIF": "image/avif"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("width", "offered"),
    [(240, ["240w"]), (400, ["400w"]), (600, ["400w", "600w"]), (800, ["400w", "800w"])],
)
def test_no_size_is_offered_twice_and_none_is_larger_than_the_picture(site, client, width, offered):
    page = page_with(picture(width))
    found = BeautifulSoup(client.get(page.url).text, "html.parser").select_one("main picture")
    for source in [*found.select("source"), found.img]:
        srcset = source.get("srcset", "")
        widths = [part.split()[1] for part in srcset.split(", ") if " " in part]
        assert sorted(widths) == (offered if len(offered) > 1 else [])
        assert source.has_attr("sizes") is bool(widths)
    assert found.img["width"] == str(min(width, 800))


@pytest.mark.django_db
def test_the_worker_makes_what_pages_show(site, client):
    one = picture()
    make_sizes.call(one.pk)
    made = one.renditions.count()
    page = page_with(one)
    assert client.get(page.url).status_code == 200
    assert one.renditions.count() == made == 9


@pytest.mark.django_db
def test_many_pictures_take_two_queries(site, client, settings):
    pictures = [make.ImageFactory() for _ in range(20)]
    for one in pictures:
        make_sizes.call(one.pk)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    page = page_with(*pictures)
    client.get(page.url)
    with CaptureQueriesContext(connection) as queries:
        client.get(page.url)
    about = [
        one["sql"] for one in queries if re.search('FROM "media_(image|rendition)"', one["sql"])
    ]
    assert len(about) <= 2, about


@pytest.mark.django_db(transaction=True)
def test_a_size_is_made_once_however_many_ask(site, on_disk, monkeypatch):
    one, made = picture(), []
    real = Image.generate_rendition_file
    monkeypatch.setattr(
        Image,
        "generate_rendition_file",
        lambda self, *a, **k: made.append(1) or real(self, *a, **k),
    )

    def ask():
        Image.objects.get(pk=one.pk).get_rendition("width-300")
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), one.renditions.filter(filter_spec="width-300").count()) == (1, 1)


@pytest.mark.django_db
def test_a_picture_that_cannot_be_read_stops_nobody(site):
    one = make.ImageFactory()
    one.file.storage.delete(one.file.name)
    make_sizes.call(one.pk)
    assert one.renditions.count() == 0
