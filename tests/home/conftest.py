"""The small bundle in a folder, and an empty site to take it into."""

import sqlite3
from contextlib import closing
from itertools import count
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.urls import clear_url_caches

from tests.home.emptying import files_of, wipe
from tests.home.region import CODES, REGION, filled, finished, manage
from tests.home.small_bundle import SMALL


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the marks
def pytest_collection_modifyitems(items):
    """Run what needs a site in a folder of its own in one worker, so that it is made once."""
    for item in items:
        if "empty_var" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("own-folders"))


@pytest.fixture(scope="session")
def empty_var(tmp_path_factory):
    """Return a data folder of the invented region with all tables and no content."""
    var = tmp_path_factory.mktemp("var")
    finished(manage(var, "migrate", "-v0"))
    # An open connection may end, and take its files along, while the folder is copied.
    with closing(sqlite3.connect(var / "koers.sqlite3")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return var


@pytest.fixture(scope="session")
def region_var(empty_var, tmp_path_factory):
    """Return a data folder with the invented region in it."""
    return filled(empty_var, tmp_path_factory.mktemp("region") / "var", REGION)


def put(root, files):
    """Write files below a folder; None takes one away."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        elif isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8")
    return root


@pytest.fixture
def german_first(empty_site, settings):
    """Let this process have the languages of the region, and the group that its pages name."""
    # The resolver keeps addresses with their prefixes, which depend on the first language.
    clear_url_caches()
    settings.LANGUAGE_CODES = list(CODES)
    settings.LANGUAGES = [(code, settings.LANGUAGE_NAMES[code]) for code in CODES]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    settings.LANGUAGE_CODE = CODES[0]
    Group.objects.get_or_create(name="Redaktion")
    yield
    clear_url_caches()


@pytest.fixture
def small(tmp_path):
    """Return the folder of the small bundle."""
    return put(tmp_path / "bundle", SMALL)


def dump(*left_out):
    """Return every row of every table, so that two moments can be compared."""
    skipped = {"django_migrations", "sqlite_sequence", *left_out}
    found = {}
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        for name in names:
            if name not in skipped and "_fts" not in name and "tasks" not in name:
                cursor.execute(f'SELECT * FROM "{name}"')
                found[name] = sorted(map(repr, cursor.fetchall()))
    return found


@pytest.fixture
def tools():
    """Return helpers: `put(root, files)`, `dump()`, `wipe()` and the small bundle's `files`."""
    return SimpleNamespace(put=put, dump=dump, wipe=wipe, files_of=files_of, files=SMALL)


@pytest.fixture
def refuses(small, empty_site):
    """Return a check that an edited bundle is refused with an error at a file and line.

    `edits` maps files to their new content, or to (old, new), which replaces a part. The line
    expected is that of `new`, plus `plus`; 0 means the file as a whole.
    """
    from home.bundles.importer import import_bundle
    from home.bundles.problems import BundleErrors

    def check(edits, at, plus=0, line=None, says=""):
        for name, change in edits.items():
            if isinstance(change, tuple):
                old, new = change
                text = SMALL[name]
                assert old in text, f"{old!r} is not in {name}"
                if line is None and name == at:
                    line = text[: text.index(old)].count("\n") + 1 + plus
                change = text.replace(old, new, 1)
            put(small, {name: change})
        before = dump()
        with pytest.raises(BundleErrors) as caught:
            import_bundle(small)
        found = [(problem.path, problem.line) for problem in caught.value.problems]
        assert (at, line or 0) in found, str(caught.value)
        assert says in str(caught.value)
        assert dump() == before

    return check


@pytest.fixture
def there_and_back(tmp_path):
    """Return a check that an export, taken into an empty site, is exported as the same bytes."""
    from home.bundles.exporter import export_bundle
    from home.bundles.importer import import_bundle

    numbers = count()

    def check(times=1):
        folder = tmp_path / f"out-{next(numbers)}"
        left = export_bundle(folder)
        first = files_of(folder)
        for _time in range(times):
            wipe()
            import_bundle(folder)
            folder = tmp_path / f"out-{next(numbers)}"
            export_bundle(folder)
            again = files_of(folder)
            assert {n: again.get(n) for n in first} == first
            assert set(again) == set(first)
        return first, list(left.lines())

    return check
