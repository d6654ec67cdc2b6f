"""What the tests share: a database with a small site in it, and helpers to fill it.

The tables are made from the models, not by the 200 migrations (20 seconds); what Wagtail's own
migrations would bring (root page, collection, locales, site) is made by `lay_ground`.
"""

import os
import shutil
import sqlite3
from dataclasses import dataclass

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.utils import translation

HOME_SLUGS = ("nl", "en", "de")


@pytest.fixture(scope="session")
def django_db_use_migrations():
    return False


def lay_ground():
    """Make root, collection, locales, homes and site where they are missing."""
    from django.contrib.auth.models import Permission
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Collection, Locale, Page, Site
    from wagtail_localize.models import Translation

    from home.models import HomePage
    from koers.models import SiteSettings

    # Wagtail remembers the ids of content types; a flushed database gives new ones.
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in HOME_SLUGS}
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    kind = ContentType.objects.get_for_model(Translation)
    Permission.objects.get_or_create(content_type=kind, codename="submit_translation")
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(title="Root", slug="root", locale=locales["nl"])
    if not HomePage.objects.exists():
        dutch = HomePage(title="Koers", slug="nl", locale=locales["nl"], lead="Samen verder.")
        root.add_child(instance=dutch)
        dutch.save_revision().publish()
        for code in HOME_SLUGS[1:]:
            page = dutch.copy_for_translation(locales[code])
            page.title, page.slug, page.lead = f"Koers {code}", code, ""
            page.save_revision().publish()
        site = Site.objects.create(hostname="localhost", root_page=dutch, is_default_site=True)
        SiteSettings.objects.create(site=site, name="De Proefse Koers", email="mail@example.org")


def make_search_table():
    """Make the full-text table of SQLite, which only a migration of Wagtail makes."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    table = "wagtailsearch_indexentry"
    values = "(title, body, autocomplete, rowid) VALUES "
    values += "(NEW.title, NEW.body, NEW.autocomplete, NEW.id)"
    changes = "title=NEW.title, body=NEW.body, autocomplete=NEW.autocomplete WHERE rowid=NEW.id"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}_fts")
        cursor.execute(f"CREATE VIRTUAL TABLE {table}_fts USING fts5(autocomplete, body, title)")
        for event, statement in (
            ("INSERT", f"INSERT INTO {table}_fts{values}"),
            ("UPDATE", f"UPDATE {table}_fts SET {changes}"),
            ("DELETE", f"DELETE FROM {table}_fts WHERE rowid=OLD.id"),
        ):
            name = f"{event.lower()}_{table}_fts"
            cursor.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {statement}; END")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    with django_db_blocker.unblock():
        # wagtail-localize asks which migration was the last.
        MigrationRecorder(connection).ensure_schema()
        make_search_table()
        lay_ground()


@pytest.fixture(scope="session", autouse=True)
def _uploads(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    django_settings.MEDIA_ROOT = folder
    yield
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _fresh():
    """Begin every test in Dutch and with nothing remembered."""
    cache.clear()
    with translation.override("nl"):
        yield
    cache.clear()


@dataclass
class SmallSite:
    """The site of the tests: locales and home pages by language, and the region's settings."""

    site: object
    root: object
    locales: dict
    homes: dict
    settings: object

    @property
    def home(self):
        return self.homes["nl"]


@pytest.fixture
def site(db):
    """Return the small site; it is made anew where a transactional test emptied the database."""
    from wagtail.models import Locale, Page, Site

    from home.models import HomePage
    from koers.models import SiteSettings

    lay_ground()
    return SmallSite(
        Site.objects.get(),
        Page.get_first_root_node(),
        {locale.language_code: locale for locale in Locale.objects.all()},
        {page.slug: page for page in HomePage.objects.select_related("locale")},
        SiteSettings.objects.get(),
    )


@pytest.fixture
def empty_site(db):
    """Bring the site to where Wagtail's own migrations leave it."""
    lay_bare()


def lay_bare():
    """Take away all pages but the one that Wagtail's own migrations make."""
    from wagtail.models import Locale, Page, Site

    from koers.models import SiteSettings

    SiteSettings.objects.all().delete()
    Site.objects.all().delete()
    for page in Page.objects.filter(depth=2):
        page.delete()
    root = Page.get_first_root_node()
    dutch = Locale.objects.get(language_code="nl")
    welcome = root.add_child(instance=Page(title="Welcome", slug="home", locale=dutch))
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)


@pytest.fixture
def region(site):
    """Return the settings of the region."""
    return site.settings


def make_translation(page, locale, **words):
    """Translate a page as our model means it: real, live parents first, then its own words."""
    from wagtail.models import Locale

    if isinstance(locale, str):
        locale = Locale.objects.get(language_code=locale)
    parent = page.get_parent()
    if parent.depth > 1 and not parent.has_translation(locale):
        make_translation(parent.specific, locale)
    copy = page.specific.copy_for_translation(locale)
    words.setdefault("title", f"{page.title} {locale.language_code}")
    for name, value in words.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    return type(copy).objects.get(pk=copy.pk)


@pytest.fixture
def translate(site):
    """Return `translate(page, locale, **words)`; the locale may be a code."""
    return make_translation


@pytest.fixture
def superuser(db, django_user_model):
    return django_user_model.objects.create_superuser("chef", "chef@example.org", "geheim")


@pytest.fixture
def account(site, django_user_model):
    """Return `account(role)`: a new account with one of the site's roles."""
    from home.roles import group_of, setup_roles

    setup_roles()

    def make(role):
        user = django_user_model.objects.create_user(role, f"{role}@example.org", "geheim")
        user.groups.add(group_of(role))
        return user

    return make


@pytest.fixture
def editor(client, superuser, site):
    """Return a client that is logged in as superuser."""
    client.force_login(superuser)
    return client


@pytest.fixture(scope="session")
def elasticsearch_url():
    """Return where the Elasticsearch is that all tests marked `elasticsearch` share."""
    return os.environ["TEST_ELASTICSEARCH_URL"]


@pytest.fixture
def cluster():
    """Run three nodes of Elasticsearch for one test, which may kill one."""
    from tests.elasticsearch_server import elasticsearch

    with elasticsearch(3, heap="400m") as nodes:
        yield nodes


@pytest.fixture
def on_disk(transactional_db, tmp_path):
    """Move SQLite's database from memory to a file, where connections wait for each other."""
    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    path = tmp_path / "koers.sqlite3"
    memory, name = connection.connection, connection.settings_dict["NAME"]
    with sqlite3.connect(path) as copy:
        memory.backup(copy)
    copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name


@pytest.fixture
def bucket(settings):
    """Keep uploads in a bucket of the S3 server; return what may look into it."""
    import boto3

    from tests.s3_server import BUCKET

    options = {
        "bucket_name": BUCKET,
        "endpoint_url": os.environ["TEST_S3_ENDPOINT"],
        "access_key": os.environ["TEST_S3_KEY"],
        "secret_key": os.environ["TEST_S3_SECRET"],
        "region_name": "us-east-1",
        "addressing_style": "path",
        "signature_version": "s3v4",
        "file_overwrite": False,
        "querystring_expire": 3600,
    }
    storage = {"BACKEND": "media.storage.BucketStorage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    return boto3.resource(
        "s3", endpoint_url=options["endpoint_url"], aws_access_key_id=options["access_key"],
        aws_secret_access_key=options["secret_key"], region_name="us-east-1",
    ).Bucket(BUCKET)  # fmt: skip
