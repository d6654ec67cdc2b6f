"""An edition can be taken home as a file in which nothing is lost."""

import io
import re
import subprocess
import zipfile
from datetime import timedelta

import pypandoc
import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from handbooks import exports
from handbooks.issuing import withdraw
from handbooks.models import Edition, Export
from koers.jobs import States
from tests import factories
from tests.handbooks.issued import chapter, issued, write

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M1 1h9v9"/></svg>'


@pytest.fixture
def rich(book):
    """Give the handbook whatever a chapter can hold."""
    lesson = factories.LessonPageFactory(title="Begin klein", summary="Dat helpt.",
                                         body=[("text", "<p>Zo ging het.</p>")])  # fmt: skip
    table = {
        "columns": [{"type": "text", "heading": one} for one in ("Jaar", "Aantal")],
        "rows": [{"values": ["2022", "dertig"]}], "caption": "",
    }  # fmt: skip
    page = chapter("Eind")
    page.body = page.body.stream_block.to_python([
        {"type": "text", "value": "<h2>Samen</h2><p>Klaar, أهلا 👋.</p><h3>Dieper</h3>"},
        {"type": "image", "value": {"image": factories.ImageFactory().pk, "alt": "Een brug",
                                    "decorative": False, "caption": "Bij Hengelo"}},
        {"type": "table", "value": {"caption": "De cijfers", "table": table}},
        {"type": "lesson", "value": {"page": lesson.pk}},
        {"type": "callout", "value": {"kind": "checklist", "title": "Neem mee",
                                      "text": "<ul><li>een pen</li></ul>"}},
        {"type": "accordion", "value": [{"title": "Waarom?", "text": "<p>Daarom.</p>"}]},
    ])  # fmt: skip
    page.save_revision().publish()
    return book


def made(edition, kind):
    """Make a file of an edition; return it as stored."""
    exports.ask(edition)
    export = Export.objects.get(edition=edition, format=kind)
    exports.make_export.call(export.pk)
    export.refresh_from_db()
    assert export.state == States.DONE, export.failure
    return export


def read_back(export, kind):
    """Return a file as HTML."""
    with export.file.open() as stored:
        html = subprocess.run(
            [pypandoc.get_pandoc_path(), "-f", kind, "-t", "html"],
            input=stored.read(), capture_output=True, check=True,
        ).stdout  # fmt: skip
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize(
    ("ending", "kind"), [("docx", "docx"), ("odt", "odt"), ("epub", "epub"), ("md", "gfm")]
)
def test_headings_tables_links_lists_and_words_are_all_there(rich, ending, kind):
    edition = issued(rich, "Nieuw is alles.")
    export = made(edition, ending)
    soup = read_back(export, kind)
    headings = [
        (tag.name, " ".join(tag.get_text().split()))
        for tag in soup.find_all(re.compile("^h[1-6]$"))
    ]
    found = [pair for pair in headings if pair[1] in {
        "Over deze uitgave", "1. Begin", "1.1. Onderdeel", "2. Eind", "Samen", "Dieper",
        "Waarom?", "Begin klein",
    }]  # fmt: skip
    assert found == [
        ("h1", "Over deze uitgave"), ("h1", "1. Begin"), ("h2", "Samen"), ("h2", "1.1. Onderdeel"),
        ("h1", "2. Eind"), ("h2", "Samen"), ("h3", "Dieper"), ("h3", "Waarom?"),
        ("h2", "Begin klein"),
    ]  # fmt: skip
    text = " ".join(soup.get_text(" ").split())
    for words in ("Nieuw is alles.", "Begin klein. Vraag wie er al bezig is.", "أهلا 👋", "Daarom.",
                  "een pen", "Zo ging het.", "Bij Hengelo", "Dat helpt.", "De cijfers",
                  "http://localhost:8000/handboeken/boek/uitgave-1/"):  # fmt: skip
        assert words in text, words
    assert [cell.get_text().strip() for cell in soup.table.find_all(["th", "td"])] == [
        "Jaar", "Aantal", "2022", "dertig",
    ]  # fmt: skip
    if ending == "odt":  # pandoc writes its descriptions, but reads none
        with export.file.open() as stored:
            content = zipfile.ZipFile(io.BytesIO(stored.read())).read("content.xml").decode()
        assert re.search("<svg:desc>Een brug</svg:desc></draw:frame>", content)
    else:
        assert soup.find("img", alt="Een brug")
    assert "☐ een pen" in text or soup.find("input", type="checkbox")
    link = next(one for one in soup("a") if one.get_text() == "verderop")
    assert "#" in link["href"]
    assert "http" not in link["href"]


def test_the_change_list_names_what_changed(rich):
    issued(rich)
    write(chapter("Begin"), "<h2>Samen</h2><p>Anders.</p>")
    text = read_back(made(issued(rich, "Anders."), "md"), "gfm").get_text()
    assert "Sinds uitgave 1:" in text
    assert "1. Begin: tekst veranderd" in text


def test_an_epub_says_who_can_read_it(rich):
    with made(issued(rich), "epub").file.open() as stored:
        archive = zipfile.ZipFile(io.BytesIO(stored.read()))
    package = archive.read("EPUB/content.opf").decode()
    for words in ("schema:accessMode", "schema:accessibilityFeature", "alternativeText",
                  "<dc:language>nl</dc:language>", "Het boek"):  # fmt: skip
        assert words in package, words


def test_a_drawing_becomes_pixels(rich):
    image = factories.ImageFactory(file=ContentFile(SVG, name="tekening.svg"))
    page = chapter("Eind")
    page.body = [("text", "<h2>Samen</h2>"),
                 ("image", {"image": image, "alt": "Een tekening", "caption": ""})]  # fmt: skip
    page.save_revision().publish()
    with made(issued(rich), "docx").file.open() as stored:
        names = zipfile.ZipFile(io.BytesIO(stored.read())).namelist()
    assert [name for name in names if name.startswith("word/media/") and name.endswith(".png")]


def test_readers_find_the_files_with_their_sizes(client, rich):
    edition = issued(rich)
    export = made(edition, "docx")
    soup = BeautifulSoup(client.get(edition.url).content, "html.parser")
    link = soup.select_one(".tk-files a")
    assert link["href"] == "/handboeken/boek/uitgave-1/files/docx/"
    assert "kB" in link.get_text().replace("KB", "kB")
    answer = client.get(link["href"])
    assert answer["Content-Disposition"] == 'attachment; filename="boek-uitgave-1.docx"'
    assert int(answer["Content-Length"]) == export.size
    assert client.get("/handboeken/boek/uitgave-1/files/odt/").status_code == 404
    assert client.get(f"/files/{export.file.name}").status_code == 404
    rich.view_restrictions.create(restriction_type="login")
    assert client.get(link["href"]).status_code == 302
    rich.view_restrictions.all().delete()
    withdraw(edition, "Fout.", None)
    assert client.get(link["href"]).status_code == 404


def test_one_file_that_fails_does_not_stop_the_others(admin_client, rich, monkeypatch):
    edition = issued(rich)
    exports.ask(edition)
    with monkeypatch.context() as patch:
        patch.setitem(exports.WRITERS, "odt", "nonsense")
        for export in edition.exports.all():
            exports.make_export.call(export.pk)
    states = dict(edition.exports.values_list("format", "state"))
    assert states == {"epub": "done", "docx": "done", "md": "done", "odt": "failed"}
    text = admin_client.get(f"/admin/handbooks/{rich.pk}/editions/").content.decode()
    assert "Mislukt" in text
    failed = edition.exports.get(format="odt")
    admin_client.post(f"/admin/exports/{failed.pk}/again/")
    exports.make_export.call(failed.pk)
    failed.refresh_from_db()
    assert failed.state == States.DONE


def test_a_killed_worker_leaves_an_export_that_is_taken_up_again(rich):
    edition = issued(rich)
    exports.ask(edition)
    export = edition.exports.get(format="md")
    assert Export.objects.filter(pk=export.pk).claim()
    exports.watch.call(export.pk)
    export.refresh_from_db()
    assert export.state == States.RUNNING
    Export.objects.update(until=timezone.now() - timedelta(seconds=1))
    exports.watch.call(export.pk)
    export.refresh_from_db()
    assert export.state == States.DONE


def test_issuing_asks_for_every_format(rich):
    edition = issued(rich)
    assert set(edition.exports.values_list("format", flat=True)) == set(exports.Formats.values)


def test_an_edition_taken_back_leaves_no_file(rich, django_capture_on_commit_callbacks):
    edition = issued(rich)
    name = made(edition, "md").file.name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        Edition.objects.get(pk=edition.pk).delete()
    assert not default_storage.exists(name)
