"""Settings for development and the demo: no secret, no server and no internet needed."""

from .base import *  # noqa: F403
from .base import STORAGES, VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["*"]
# An account for every role may be made by a command, with random passwords.
SAMPLE_ACCOUNTS = True


def local_secret():
    """Read the secret of this data folder, made at the first start."""
    from django.core.management.utils import get_random_secret_key

    path = VAR_DIR / "secret.txt"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or local_secret()
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
