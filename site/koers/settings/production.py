"""Settings for a public server; start only with every secret present."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import env

REQUIRED = {
    "SECRET_KEY": "a long random text, such as `openssl rand -base64 48` prints",
    "DATABASE_URL": "such as postgres://user:password@host/name",
    "ALLOWED_HOSTS": "the host names of the site, with commas",
    "BASE_URL": "the address of the site, such as https://www.example.org",
    "EMAIL_URL": "such as smtp+tls://user:password@host:587",
    "FROM_EMAIL": "the address that the site's letters come from",
}
missing = [f"{name} ({hint})" for name, hint in REQUIRED.items() if not env(name, default="")]
if missing:
    raise ImproperlyConfigured("These environment variables are not set: " + "; ".join(missing))

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [env("BASE_URL").rstrip("/")]
SECURE_SSL_REDIRECT = True
# Monitors ask from inside, without the proxy.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The same proxy names the visitor, so that wrong passwords are counted per place.
AXES_CLIENT_IP_CALLABLE = "koers.sign_in.behind_proxy"
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# The admin shows previews in a frame of its own; the public site forbids frames by its policy.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
