"""Production starts only with its secrets, and names every one that is missing."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECRETS = {
    "SECRET_KEY": "x" * 60,
    "DATABASE_URL": "sqlite:///:memory:",
    "ALLOWED_HOSTS": "example.org",
    "BASE_URL": "https://example.org",
    "EMAIL_URL": "smtp://localhost",
    "FROM_EMAIL": "koers@example.org",
}


def start(environment):
    clean = {name: value for name, value in os.environ.items() if name not in SECRETS}
    code = "from django.conf import settings; print(settings.SECURE_SSL_REDIRECT)"
    return subprocess.run(
        [sys.executable, "-c", code],
        env=clean
        | environment
        | {"DJANGO_SETTINGS_MODULE": "koers.settings.production", "PYTHONPATH": "site"},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def test_every_missing_secret_is_named():
    done = start({})
    assert done.returncode != 0
    assert all(name in done.stderr for name in SECRETS)


def test_only_what_is_missing_is_named():
    done = start({name: value for name, value in SECRETS.items() if name != "EMAIL_URL"})
    last = done.stderr.strip().splitlines()[-1]
    assert "EMAIL_URL" in last
    assert "SECRET_KEY" not in last


def test_production_starts_with_its_secrets():
    done = start(SECRETS)
    assert done.stdout.strip() == "True", done.stderr
