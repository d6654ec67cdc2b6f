"""Documents are read: their text is found, and a link says what a reader will get."""

import zlib

import pypandoc
import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from home.bundles.snapshots import of_record
from media.document_reading import read_document
from media.documents import Document
from search.rebuild import rebuild
from search.upkeep import index_noted
from tests import factories as make

pytestmark = pytest.mark.django_db
TAGS = b"/MarkInfo << /Marked true >> /StructTreeRoot << /Type /StructTreeRoot >>"


def pdf(*texts, catalog=b"", name="plan.pdf"):
    """Return a PDF with a page for each text."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * at) for at in range(len(texts)))
    parts = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(texts)),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    for at, text in enumerate(texts):
        stream = b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % text.encode("latin-1")
        parts[10 + 2 * at] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (11 + 2 * at)
        )
        parts[11 + 2 * at] = b"<< /Length %d >> stream\n%s\nendstream" % (len(stream), stream)
    return written(parts, name)


def written(parts, name="plan.pdf"):
    """Return numbered parts as a PDF."""
    data, places = b"%PDF-1.7\n", {}
    for number, part in parts.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    begin = len(data)
    data += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        data += b"%d 1\n%010d 00000 n \n" % (number, place)
    data += b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF" % (max(parts) + 1, begin)
    return ContentFile(data, name=name)


def read(file, **more):
    """Return a document once the worker has read it."""
    document = make.DocumentFactory(file=file, **more)
    read_document.call(document.pk)
    return Document.objects.get(pk=document.pk)


def shown(document, **more):
    """Publish a project that shows a document; return it."""
    page = make.ProjectPageFactory(title="Samen", **more)
    page.documents.set([document])
    page.save_revision().publish()
    return page


@pytest.fixture
def hits(client, site):
    """Return what searches, once the worker has done its work: [(title, deep links)]."""
    rebuild()

    def search(query):
        index_noted.call()
        soup = BeautifulSoup(client.get("/zoeken/", {"q": query}).text, "html.parser")
        return [
            (
                hit.h3.get_text(strip=True),
                [(a.get_text(), a["href"]) for a in hit.select(".tk-deep a")],
            )
            for hit in soup.select(".tk-hits > li")
        ]

    return search


def test_pages_tags_and_text_of_a_pdf_are_known(site):
    document = read(pdf("De eerste bladzijde.", "Over molenwieken.", catalog=TAGS))
    assert (document.pages, document.tagged) == (2, True)
    assert document.texts == ["De eerste bladzijde.", "Over molenwieken."]
    assert document.remarks == []


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_documents_of_words_are_read(site, tmp_path, kind):
    path = tmp_path / f"plan.{kind}"
    pypandoc.convert_text("# Kop\n\nOver molenwieken.", kind, "md", outputfile=str(path))
    document = read(ContentFile(path.read_bytes(), name=path.name))
    assert (document.pages, document.texts) == (None, ["Kop Over molenwieken."])


def test_a_link_says_what_a_reader_gets(site, client):
    document = read(pdf("Een.", "Twee."), title="Plan van aanpak")
    page = shown(
        document,
        body=[("text", f'<p>Zie <a linktype="document" id="{document.pk}">het plan</a>.</p>')],
    )
    soup = BeautifulSoup(client.get(page.url).text, "html.parser")
    words = soup.select_one(".tk-files li").get_text(" ", strip=True)
    assert words.startswith("Plan van aanpak PDF, ")
    assert words.endswith(", 2 pagina’s")
    (link,) = [a for a in soup.select("main p a") if a.get_text() == "het plan"]
    assert link["data-file"] == document.file_words


def test_its_text_is_found_on_its_page(hits):
    document = read(pdf("Een begin.", "Over molenwieken en wind."), title="Plan")
    shown(document)
    assert hits("molenwiek") == [("Samen", [("Plan, pagina 2", f"{document.url}#page=2")])]


def test_what_is_read_after_publishing_is_found_too(hits):
    document = make.DocumentFactory(file=pdf("Nog niets."), title="Plan")
    page = shown(document)
    assert hits("molenwiek") == []
    document.file = pdf("Over molenwieken.", name="nieuw.pdf")
    document.save()
    read_document.call(document.pk)
    assert [title for title, _deep in hits("molenwiek")] == [page.title]


def test_a_closed_collection_is_in_no_search(hits):
    inner = Collection.get_first_root_node().add_child(name="Besloten")
    document = read(pdf("Over molenwieken."), collection=inner)
    shown(document)
    assert hits("molenwiek")
    door = CollectionViewRestriction.objects.create(collection=inner, restriction_type="login")
    assert hits("molenwiek") == []
    door.delete()
    assert hits("molenwiek")


def bomb():
    """Return a PDF whose one page unpacks to two gigabytes."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b" " * 2**20) for _ in range(2048)) + packer.flush()
    stream = b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(data), data)
    return written({
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        4: stream,
    })  # fmt: skip


@pytest.mark.parametrize(
    "file",
    [
        lambda: ContentFile(b"%PDF-1.7\nkapot", name="kapot.pdf"),
        lambda: ContentFile(b"PK\x03\x04kapot", name="kapot.docx"),
        lambda: ContentFile(b"", name="leeg.pdf"),
        pytest.param(bomb, marks=pytest.mark.slow),
    ],
    ids=["pdf", "docx", "empty", "bomb"],
)
def test_what_cannot_be_read_is_served_all_the_same(site, client, file):
    document = read(file())
    assert (document.texts, document.read_from) == ([], document.file.name)
    page = shown(document)
    assert client.get(page.url).status_code == 200
    assert client.get(document.url).status_code == 200


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (lambda: pdf(""), ["geen tekst", "geen tags"]),
        (lambda: pdf("Tekst."), ["geen tags"]),
        (lambda: pdf("Tekst.", catalog=TAGS), []),
    ],
)
def test_an_editor_is_told_what_keeps_people_from_reading(editor, site, file, said):
    document = read(file())
    text = editor.get(reverse("wagtaildocs:edit", args=[document.pk])).text
    assert [words for words in ("geen tekst", "geen tags") if words in text] == said
    assert "1 pagina" in text


def test_what_the_worker_reads_is_no_change_that_somebody_made(site):
    document = make.DocumentFactory(file=pdf("Tekst."))
    before = of_record(Document.objects.get())
    read_document.call(document.pk)
    assert Document.objects.get().pages == 1
    assert of_record(Document.objects.get()) == before


def test_a_replaced_document_keeps_its_address(site, client):
    document = read(pdf("Oud.", name="oud.pdf"))
    page = shown(document)
    old = document.url
    document.file = pdf("Nieuw.", "En meer.", name="nieuw.pdf")
    document.save()
    read_document.call(document.pk)
    document = Document.objects.get(pk=document.pk)
    assert document.pages == 2
    answer = client.get(old, follow=True)
    assert b"Nieuw" in b"".join(answer.streaming_content)
    page.unpublish()
    assert client.get(old).status_code == 404
