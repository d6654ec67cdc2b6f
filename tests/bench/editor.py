"""How fast the page editor opens: a full project beside an empty page of as many fields."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 12
BLOCKS, PARTICIPANTS = 40, 17
# Five a participant, eight a text, callout and quote together, 25 of the page itself.
FIELDS = PARTICIPANTS * 5 + BLOCKS * 8 // 3 + 25
MODEL = f"""
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class HomePage(Page):
    pass


class WidePage(Page):
    content_panels = [*Page.content_panels]


for number in range({FIELDS}):
    WidePage.add_to_class(f"field_{{number}}", models.CharField(max_length=100, blank=True))
    WidePage.content_panels.append(FieldPanel(f"field_{{number}}"))
"""


def full_project():
    """Make a project with many blocks and participants; run inside a site with the demo."""
    from cases.models import Organisation, ProjectPage

    page = ProjectPage.objects.get(slug="rub", locale__language_code="nl")
    text = {"type": "text", "value": "<h2>Kop</h2><p>Een alinea met <b>vet</b> en meer.</p>"}
    callout = {"kind": "tip", "title": "Let op", "text": "<p>Handig.</p>"}
    quote = {"text": "<p>Woorden.</p>", "name": "Iemand", "person": None, "source": None}
    rows = [text, {"type": "callout", "value": callout}, {"type": "quote", "value": quote}]
    body = ProjectPage._meta.get_field("body")
    page.body = body.to_python([rows[number % 3] for number in range(BLOCKS)])
    page.participations.all().delete()
    for organisation in Organisation.objects.all()[:PARTICIPANTS]:
        page.participations.create(organisation=organisation, role="partner", joined="2023")
    page.save()
    return page


def wide_page():
    """Make an empty page with many fields; run inside the bare site."""
    from wagtail.models import Page

    from home.models import WidePage

    root = Page.objects.get(depth=2)
    return root.add_child(instance=WidePage(title="Wide", slug="wide"))


def opened(page):
    """Return the milliseconds that the editor of a page takes to open."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse

    client = Client()
    users = get_user_model().objects
    client.force_login(users.filter(username="bench").first()
                       or users.create_superuser("bench", "b@example.org", "bench"))  # fmt: skip
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 200
    return statistics.median(times)


def measure_editor(site, bare):
    """Print how long both editors take to open, and their ratio; `bare` is a bare project."""
    (bare / "home" / "models.py").write_text(MODEL)
    settings = os.environ | {"DJANGO_SETTINGS_MODULE": "bare.settings.bench"}
    for arguments in (["makemigrations", "--verbosity", "0"], ["migrate", "--verbosity", "0"]):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=bare, env=settings, check=True)
    empty = told(bare, settings | {"PYTHONPATH": str(ROOT)}, "wide_page")
    full = told(ROOT, site.environment, "full_project")
    print(f"\n{'editor of an empty page, ' + str(FIELDS) + ' fields':45} {empty:6.0f} ms")
    print(
        f"{f'editor of a project, {BLOCKS} blocks, {PARTICIPANTS} participants':45} {full:6.0f} ms"
    )
    print(f"{'ratio':45} {full / empty:6.2f}")


def told(folder, environment, make):
    """Return what a project says of one of its pages."""
    script = f"from tests.bench import editor; print(editor.opened(editor.{make}()))"
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", script],
        cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return float(done.stdout.split()[-1])
