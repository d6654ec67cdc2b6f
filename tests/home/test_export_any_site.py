"""Sites of any kind: exported, taken into an empty site and exported again, the bytes are equal.

KOERS_EXAMPLES says how many are made; the usual run of the tests makes fewer than the long one.
"""

import os
import shutil
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.bundles.exporter import export_bundle
from home.bundles.importer import import_bundle
from tests.home.made_sites import make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EXAMPLES = int(os.environ.get("KOERS_EXAMPLES", "12"))


def run(check):
    """Run a check on sites; a failure is told as it was found, for making it small takes long."""
    given(st.data())(
        settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )(check)
    )()


def test_any_site_comes_back_as_it_went(empty_site, tmp_path, tools, settings):
    # Nothing here searches, and keeping the index takes a third of the time.
    backend = settings.WAGTAILSEARCH_BACKENDS["default"] | {"AUTO_UPDATE": False}
    settings.WAGTAILSEARCH_BACKENDS = {"default": backend}
    numbers = count()

    def check(data):
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        tools.wipe()
        with disable_reference_index_auto_update():
            make(data.draw)
        export_bundle(folder / "a")
        first = tools.files_of(folder / "a")
        tools.wipe()
        import_bundle(folder / "a")
        left = export_bundle(folder / "b")
        assert tools.files_of(folder / "b") == first
        # What could not go along was left out the first time.
        assert all("wachtwoord" in what or "password" in what for _where, what in left.rows)
        shutil.rmtree(folder)

    run(check)
