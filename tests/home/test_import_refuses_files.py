"""Import refuses files and folders that do not belong, drawings with a sting and broken media."""

import os

import pytest

pytestmark = pytest.mark.django_db
PAGE = "---\ntype: standard\ntitle: X\n---\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("nl/Groot.md", PAGE), ("nl/met spatie.md", PAGE), ("nl/é.md", PAGE), ("nl/a_b.md", PAGE),
        ("nl/a.b.md", PAGE), ("nl/Map/index.md", PAGE), ("nl/over.txt", "x"), ("nl/over.MD", PAGE),
        ("fr/index.md", PAGE), ("notities.md", PAGE), ("notities.txt", "x"), (".verborgen", "x"),
        ("nl/.DS_Store", "x"), ("projects.yaml", "[]"), ("files/los.txt", "x"),
        ("files/images/los.svg", SVG.format("")), ("recordings.yaml", "[]"), ("nl/x.yaml", "a: 1"),
    ],
)  # fmt: skip
def test_files_that_do_not_belong(refuses, file, content):
    refuses({file: content}, file, line=0)


@pytest.mark.parametrize(
    ("edits", "at", "line"),
    [
        ({"nl/leeg/onder.md": PAGE}, "nl/leeg/index.md", 0),
        ({"nl/over/index.md": PAGE}, "nl/over/index.md", 0),
        ({"nl/over/onder.md": PAGE}, "nl/over.md", 0),
        ({"nl/index.md": None, "en/index.md": None}, "nl/index.md", 0),
        ({"nl/lessen2/index.md": "---\ntype: lesson-index\ntitle: X\n---\n"}, None, 2),
        ({"nl/projecten/les.md": "---\ntype: lesson\ntitle: X\nkind: pitfall\n---\n"},
         "nl/projecten/les.md", 2),
        ({"nl/themas/x.md": PAGE}, "nl/themas/x.md", 2),
        ({"nl/x.md": "---\ntype: chapter\ntitle: X\n---\n"}, "nl/x.md", 2),
        ({"nl/handboeken/zo/eerst/deel.md": None,
          "nl/handboeken/zo/eerst/deel/index.md": "---\ntype: chapter\ntitle: X\n---\n",
          "nl/handboeken/zo/eerst/deel/diep.md": "---\ntype: chapter\ntitle: X\n---\n"},
         "nl/handboeken/zo/eerst/deel/diep.md", 2),
        ({"de/index.md": "---\ntype: home\ntranslates: en\ntitle: X\n---\n"}, "de/index.md", 3),
        ({"de/index.md": "---\ntype: standard\ntitle: X\n---\n"}, "de/index.md", 2),
        ({"en/twee.md": "---\ntype: standard\ntitle: X\ntranslates: nl/over\n---\n",
          "en/drie.md": "---\ntype: standard\ntitle: X\ntranslates: nl/over\n---\n"}, None, 4),
        ({"en/a.md": "---\ntype: standard\ntitle: X\ntranslates: nl/b\n---\n",
          "nl/b.md": "---\ntype: standard\ntitle: X\ntranslates: en/a\n---\n"}, "en/a.md", 4),
        ({"organisations.yaml": "a: 1\n"}, "organisations.yaml", 1),
        ({"organisations.yaml": "[]\n--- \n[]\n"}, "organisations.yaml", 2),
        ({"organisations.yaml": "%YAML 1.1\n---\n[]\n"}, "organisations.yaml", 1),
        ({"organisations.yaml": b"\xff\xfe"}, "organisations.yaml", 1),
        ({"organisations.yaml": "- " * 9000}, "organisations.yaml", 1),
        ({"organisations.yaml": "[" * 19_000}, "organisations.yaml", 1),
        ({"organisations.yaml": b"x" * 3_000_000}, "organisations.yaml", 0),
        ({"sources.yaml": "- &a {key: a, title: b}\n- *a\n"}, "sources.yaml", 1),
        ({"site.yaml": "- een\n"}, "site.yaml", 1),
        ({"site.yaml": ""}, "site.yaml", 1),
        ({"site.yaml": "name: X\n"}, "site.yaml", 1),
        ({"site.yaml": None}, "site.yaml", 0),
        ({"files/files.yaml": "- een\n"}, "files/files.yaml", 1),
        ({"files/files.yaml": "images: een\n"}, "files/files.yaml", 1),
        ({"files/images/b.png": None}, "files/files.yaml", 3),
        ({"files/images/b.png": b"geen plaatje"}, "files/images/b.png", 0),
        ({"files/images/b.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 40}, "files/images/b.png", 0),
        ({"files/images/b.png": b"GIF89a" + b"\0" * 40}, "files/images/b.png", 0),
        ({"files/images/a.svg": "geen tekening"}, "files/images/a.svg", 0),
        ({"files/images/a.svg": SVG.format("") + "x" * 3_000_000}, "files/images/a.svg", 0),
        ({"files/documents/d.txt": "x\n" * 2_000_000}, "files/documents/d.txt", 0),
        ({"files/documents/d.txt": "é".encode("latin-1")}, "files/documents/d.txt", 1),
        ({"files/film.nl.vtt": "geen ondertitels"}, "files/film.nl.vtt", 1),
        ({"files/film.nl.vtt": "WEBVTT\n"}, "files/film.nl.vtt", 1),
        ({"files/film.nl.vtt": "WEBVTT\n\n00:01 --> 00:02\nx\n"}, "files/film.nl.vtt", 3),
        ({"files/film.nl.vtt": "WEBVTT\n\n00:00:09.000 --> 00:00:02.000\nx\n"},
         "files/film.nl.vtt", 3),
        ({"files/film.nl.vtt": "WEBVTT\n\n00:00:00.000 -> 00:00:02.000\nx\n"},
         "files/film.nl.vtt", None),
        ({"files/film.nl.vtt": "WEBVTT\u00e9".encode("utf-16")}, "files/film.nl.vtt", 1),
        ({"files/film.nl.txt": b"\xff"}, "files/film.nl.txt", 1),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong(refuses, edits, at, line, small, tools):
    from home.bundles.importer import import_bundle
    from home.bundles.problems import BundleErrors

    if at is not None and line is not None:
        refuses(edits, at, line=line)
        return
    tools.put(small, edits)
    with pytest.raises(BundleErrors) as caught:
        import_bundle(small)
    touched = [problem for problem in caught.value.problems if problem.path in {*edits, at}
               or problem.path.endswith("index.md")]  # fmt: skip
    assert touched, str(caught.value)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>", '<path onclick="x()"/>', '<a href="javascript:x()"/>',
        "<foreignObject><p/></foreignObject>", '<image href="https://example.org/x.png"/>',
        '<use xlink:href="https://example.org/x.svg#a"/>', '<image href="//example.org/x.png"/>',
        "<style>@import 'https://example.org/x.css';</style>",
        '<path style="fill: url(https://example.org/x)"/>', '<image href="file:///etc/passwd"/>',
        "<SCRIPT>x</SCRIPT>", '<path ONLOAD = "x"/>', '<image href="/x.png"/>',
    ],
)  # fmt: skip
def test_drawings_with_a_sting(refuses, inside):
    refuses({"files/images/a.svg": SVG.format(inside)}, "files/images/a.svg", line=0)


@pytest.mark.parametrize(
    "head",
    ['<!DOCTYPE svg [<!ENTITY a "b">]>', '<!DOCTYPE svg SYSTEM "http://example.org/x.dtd">',
     '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
)  # fmt: skip
def test_drawings_with_entities(refuses, head):
    refuses({"files/images/a.svg": head + SVG.format("")}, "files/images/a.svg", line=0)


@pytest.mark.parametrize("name", ["nl/koppeling.md", "files/images/c.png", "koppeling", "nl/map"])
def test_symbolic_links(refuses, small, tmp_path, name):
    target = tmp_path / "geheim"
    target.write_text(PAGE)
    (small / name).symlink_to(target if "map" not in name else tmp_path)
    refuses({}, name, line=0)


def test_a_link_in_place_of_a_file(refuses, small, tmp_path):
    (tmp_path / "geheim.md").write_text(PAGE)
    (small / "nl/over.md").unlink()
    (small / "nl/over.md").symlink_to(tmp_path / "geheim.md")
    refuses({}, "nl/over.md", line=0)


def test_a_name_that_is_not_utf8(refuses, small):
    path = os.path.join(os.fsencode(small), b"nl", b"\xff\xfe.md")
    with open(path, "wb") as opened:
        opened.write(PAGE.encode())
    refuses({}, os.fsdecode(b"nl/\xff\xfe.md"), line=0)


def test_a_pipe(refuses, small):
    os.mkfifo(small / "nl/pijp.md")
    refuses({}, "nl/pijp.md", line=0)


def test_folders_nested_too_deeply(refuses, small):
    (small / "/".join(["nl", *["a"] * 14])).mkdir(parents=True)
    refuses({}, "/".join(["nl", *["a"] * 12]), line=0)


def test_all_errors_are_told_at_once(refuses, small):
    refuses(
        {"nl/over.md": ("title: Over ons", "titel: Over ons"),
         "organisations.yaml": ("key: dorp", "key: Dorp"), "nl/Groot.md": PAGE},
        "nl/over.md", says="organisations.yaml:2",
    )  # fmt: skip


def test_a_folder_that_is_not_there(db, tmp_path):
    from django.core.management import CommandError, call_command

    with pytest.raises(CommandError):
        call_command("import_content", str(tmp_path / "nergens"))
