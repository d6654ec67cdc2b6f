"""The demo command finds its languages, its folder and its port, and says what is wrong."""

import socket

import pytest
from django.core.management import CommandError

from home.management.commands.demo import ROOT, environment, free_port


def test_each_bundle_has_its_own_data_and_languages(monkeypatch):
    monkeypatch.delenv("KOERS_VAR", raising=False)
    demo = environment(ROOT / "home" / "demo")
    region = environment(ROOT / "tests" / "regions" / "seeland")
    assert demo["KOERS_LANGUAGES"] == "nl,en,de"
    assert region["KOERS_LANGUAGES"].startswith("de,")
    assert demo["KOERS_VAR"] != region["KOERS_VAR"]


@pytest.mark.parametrize("text", [None, "[", "name: x", "languages: nl", "languages: [{name: x}]"])
def test_a_folder_without_languages_is_named(tmp_path, text):
    if text is not None:
        (tmp_path / "site.yaml").write_text(text)
    with pytest.raises(CommandError, match=r"site\.yaml"):
        environment(tmp_path)


def test_the_next_free_port_is_taken():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port
