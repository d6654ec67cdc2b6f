"""Exports that fail leave nothing, and say why."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from home.bundles import exporter, file_writer
from home.bundles.exporter import ExportError, export_bundle
from home.bundles.importer import import_bundle
from media.models import Document, Image, Recording

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(small, empty_site):
    import_bundle(small)


def left_in(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != "bundle")


def test_an_empty_folder_is_filled(content, tmp_path):
    (tmp_path / "out").mkdir()
    call_command("export_content", str(tmp_path / "out"))
    assert (tmp_path / "out/site.yaml").is_file()
    assert left_in(tmp_path) == ["out"]


def test_a_relative_folder_in_the_working_folder(content, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    call_command("export_content", "out/")
    assert (tmp_path / "out/site.yaml").is_file()


def test_places_where_nothing_may_be_written(content, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full/.hidden").write_text("x")
    (tmp_path / "file").write_text("x")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    before = left_in(tmp_path)
    for name in ("full", "file", "file/out", "nowhere/out", "link", ""):
        with pytest.raises(CommandError):
            call_command("export_content", str(tmp_path / name))
    assert left_in(tmp_path) == before
    assert not list((tmp_path / "real").iterdir())


def test_a_full_disk_leaves_nothing(content, tmp_path, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file_writer.FileWriter, "media", full)
    with pytest.raises(CommandError, match="No space left"):
        call_command("export_content", str(tmp_path / "out"))
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, ValueError])
def test_what_is_stopped_leaves_nothing(content, tmp_path, monkeypatch, error):
    def stop(*args):
        raise error

    monkeypatch.setattr(exporter.Export, "check", stop)
    with pytest.raises(error):
        call_command("export_content", str(tmp_path / "out"))
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("model", "attr", "words"),
    [(Document, "file", "nl/over"), (Image, "file", "nl/over"), (Recording, "transcript", "film")],
)
def test_a_file_that_is_gone_is_named_with_its_page(content, tmp_path, model, attr, words):
    thing = model.objects.order_by("pk").last()
    stored = getattr(thing, attr)
    stored.storage.delete(stored.name)
    with pytest.raises(CommandError) as caught:
        call_command("export_content", str(tmp_path / "out"))
    assert stored.name in str(caught.value) and words in str(caught.value)
    assert left_in(tmp_path) == []


def write_instead(monkeypatch, wanted, written):
    honest = file_writer.FileWriter.put

    def put(writer, name, text):
        honest(writer, name, text.replace(wanted, written))

    monkeypatch.setattr(file_writer.FileWriter, "put", put)


def test_what_reads_back_otherwise_is_no_export(content, tmp_path, monkeypatch):
    write_instead(monkeypatch, "Wie wij zijn.", "Wie zij zijn.")
    with pytest.raises(ExportError) as caught:
        export_bundle(tmp_path / "out")
    assert "nl/over" in str(caught.value) and "summary" in str(caught.value)
    assert left_in(tmp_path) == []


def test_what_cannot_be_read_back_is_no_export(content, tmp_path, monkeypatch):
    write_instead(monkeypatch, "title: Over ons", "title: [Over ons")
    with pytest.raises(ExportError, match=r"nl/over\.md"):
        export_bundle(tmp_path / "out")
    assert left_in(tmp_path) == []


def test_a_file_that_no_bundle_may_hold_stays_behind_and_is_listed(content, tmp_path, tools):
    document = Document.objects.get()
    with document.file.storage.open(document.file.name, "wb") as stored:
        stored.write("één".encode("latin-1"))
    left = "\n".join(export_bundle(tmp_path / "out").lines())
    assert "files/documents/d.txt" in left and "UTF-8" in left
    text = (tmp_path / "out/nl/over.md").read_text()
    assert "een document" in text and "d.txt" not in text
    assert "document:" not in (tmp_path / "out/sources.yaml").read_text()
    tools.wipe()
    import_bundle(tmp_path / "out")
    assert Page.objects.get(url_path="/nl/over/").live
