"""What the tests of recordings share."""

import pytest


@pytest.fixture
def folder(tmp_path, settings, db):
    """Return a folder to make films in; worker and storage have one of their own."""
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path
