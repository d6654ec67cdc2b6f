"""A small bundle that fills most fields, to be broken in many ways, and an empty site."""

# ruff: noqa: E501 - the lines of bundles are as long as they are

from base64 import b64decode
from itertools import count
from types import SimpleNamespace

import pytest
from django.db import connection

from tests.home.emptying import files_of, wipe

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>\n'
SMALL = {
    "site.yaml": """\
name: De Proef
tagline:
  nl: Samen verder
  en: Onwards together
contact:
  email: mail@example.org
  website: https://example.org
licence: {text: CC-BY-4.0, data: CC0-1.0}
languages:
  - {code: nl, name: Nederlands, default: true}
  - {code: en, name: English}
  - {code: de, name: Deutsch}
navigation:
  main:
    - nl/themas
    - nl/projecten
  footer:
    - nl/over
follow:
  - {name: Nieuws, url: "https://example.org/nieuws"}
tokens:
  teal: "#0f686e"
""",
    "organisations.yaml": """\
- {key: stad, name: Stad, kind: municipality, role: owner, tile: [1, 1], logo: files/images/a.svg}
- {key: dorp, name: Dorp, kind: municipality, role: owner, tile: [2, 1], url: "https://example.org"}
- {key: stuurgroep, name: Stuurgroep, kind: deciding-body}
""",
    "people.yaml": """\
- key: anna
  name: Anna
  note: {nl: Trekt de kar., en: Leads.}
  roles:
    - {organisation: stad, role: {nl: wethouder, en: alderman}, from: "2020", until: "2022-05", source: krant}
""",
    "sources.yaml": """\
- key: krant
  title: De krant
  language: nl
  date: "2022-08"
  url: https://example.org/krant
  document: files/documents/d.txt
- {key: blad, title: Het blad, language: nl}
""",
    "synonyms.yaml": """\
- {key: schuld, language: nl, terms: [schuld, rood staan], direction: both}
""",
    "files/files.yaml": """\
images:
  - {file: files/images/a.svg, title: Een teken, credit: Wij, licence: CC0-1.0, people_shown: false}
  - file: files/images/b.png
    title: Een punt
    people_shown: true
    consent: Iedereen vindt het goed.
documents:
  - {file: files/documents/d.txt, title: Een document, language: nl, credit: Wij, licence: CC0-1.0}
recordings:
  - key: film
    title: De film
    language: nl
    duration: 12.5
    captions:
      - {language: nl, file: files/film.nl.vtt}
    transcript: files/film.nl.txt
""",
    "files/images/a.svg": SVG,
    "files/images/b.png": PNG,
    "files/documents/d.txt": "Een tekst.\n",
    "files/film.nl.vtt": "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nDag.\n",
    "files/film.nl.txt": "Dag.\n",
    "nl/index.md": """\
---
type: home
title: De Proef
lead: Een begin.
image: files/images/a.svg
image_alt: ""
featured:
  - nl/projecten/brug
---
## Welkom

Lees [over ons](over.md).
""",
    "nl/over.md": """\
---
type: standard
title: Over ons
summary: Wie wij zijn.
order: 3
review_on: "2099-01-31"
---
## Wie wij zijn

Dit is **vet** en dit *schuin*. Zie [de brug](projecten/brug.md#hoe-dan), [stad](../organisations.yaml#stad)
en [een document](../files/documents/d.txt).

- Een
- Twee
  - Twee en half

::: figure result=cijfer claim=een
:::

::: image file=files/images/b.png alt="Een punt" caption="Klein."
:::

::: quote person=anna source=krant
Gewoon doen.
:::

::: callout kind=tip title="Let op"
Doe dit eerst.
:::

::: table caption="Getallen"
| Wat | Hoeveel |
|---|---|
| Een | 1 |
:::

::: documents
- [Een document](../files/documents/d.txt)
:::

::: accordion
### Waarom?

Daarom.
:::

::: video page=nl/videos/film start=3
:::

::: lesson page=nl/lessen/begin
:::

::: local
Vul hier iets in.
:::
""",
    "nl/themas/index.md": "---\ntype: theme-index\ntitle: Thema's\n---\n",
    "nl/themas/geld.md": """\
---
type: theme
title: Geld
valid_from: "2020"
valid_until: "2024"
succeeded_by: zorg
---
""",
    "nl/themas/zorg.md": "---\ntype: theme\ntitle: Zorg\n---\nZorg voor later.\n",
    "nl/projecten/index.md": "---\ntype: project-index\ntitle: Projecten\n---\n",
    "nl/projecten/brug.md": """\
---
type: project
title: De brug
themes: [geld, zorg]
phases:
  - {phase: idea, note: Aan de keukentafel.}
  - {phase: pilot, date: "2021-03", decided_by: stuurgroep, note: Klein begonnen., source: krant}
participations:
  - {organisation: stad, role: owner, joined: "2021", left: "2022", note: Eerste.}
  - {organisation: dorp, role: partner}
leads: [anna]
target_groups:
  - iedereen
contact: Bel ons.
needs: |
  Een [document](../../files/documents/d.txt).
evaluations: [krant]
documents:
  - files/documents/d.txt
---
## Hoe dan?

Zo dus.
""",
    "nl/resultaten/index.md": "---\ntype: result-index\ntitle: Resultaten\n---\n",
    "nl/resultaten/cijfer.md": """\
---
type: result
title: Een cijfer
definition: Wat er telt.
projects: [brug]
claims:
  - key: een
    measure: tel
    value: 1200
    value_max: 1300.5
    qualifier: about
    unit: inwoners
    period_from: "2021"
    period_until: "2022"
    source: krant
    per: year
  - key: twee
    measure: tel
    value: 1400
    qualifier: stated
    unit: inwoners
    as_of: "2023"
    source: blad
    supersedes: een
    current: true
  - key: drie
    measure: tel
    qualifier: hundreds-of
    source: blad
    status: draft
  - key: vier
    measure: tel
    value: 9
    qualifier: stated
    source: blad
    retracted_on: "2024"
    retraction_reason: Verkeerd geteld.
---
Uitleg.
""",
    "nl/lessen/index.md": "---\ntype: lesson-index\ntitle: Lessen\n---\n",
    "nl/lessen/begin.md": """\
---
type: lesson
title: Begin klein
kind: success-factor
projects: [brug]
evidence:
  - {source: krant, locator: bladzijde 3}
---
Begin.
""",
    "nl/videos/index.md": "---\ntype: video-index\ntitle: Video's\n---\n",
    "nl/videos/film.md": """\
---
type: video
title: De film
recording: film
speakers: [anna]
chapters:
  - {time: 0, title: Begin}
  - {time: 5, title: Einde}
---
""",
    "nl/praktijk/index.md": "---\ntype: practice-index\ntitle: Voorbeelden\n---\n",
    "nl/praktijk/prijs.md": """\
---
type: practice
title: De prijs
year: 2022
award: winner
organisations: [stad]
source: krant
url: https://example.org/prijs
successful: Het **werkte**.
---
""",
    "nl/handboeken/index.md": "---\ntype: handbook-index\ntitle: Handboeken\n---\n",
    "nl/handboeken/zo/index.md": """\
---
type: handbook
title: Zo doe je dat
audience: Iedereen.
licence: CC-BY-4.0
---
""",
    "nl/handboeken/zo/eerst/index.md": "---\ntype: chapter\ntitle: Eerst\n---\nTekst.\n",
    "nl/handboeken/zo/eerst/deel.md": "---\ntype: chapter\ntitle: Deel\n---\nTekst.\n",
    "en/index.md": "---\ntype: home\ntranslates: nl\ntitle: The Trial\n---\n",
    "en/projects/index.md": "---\ntype: project-index\ntranslates: nl/projecten\ntitle: Projects\n---\n",
    "en/projects/bridge.md": """\
---
type: project
translates: nl/projecten/brug
title: The bridge
phases:
  - {phase: idea, note: At the kitchen table.}
  - {date: "2021-03", note: Began small.}
target_groups: [everybody]
---
See [the Dutch page](../../nl/projecten/brug.md).
""",
    "en/results/index.md": "---\ntype: result-index\ntranslates: nl/resultaten\ntitle: Results\n---\n",
    "en/results/figure.md": """\
---
type: result
translates: nl/resultaten/cijfer
title: A figure
claims:
  - key: vier
    unit: people
    retraction_reason: Counted wrongly.
  - key: een
    unit: residents
---
""",
}


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
def small(tmp_path):
    """Return the folder of the small bundle."""
    return put(tmp_path / "bundle", SMALL)


@pytest.fixture
def empty_site(db):
    """Bring the site to where Wagtail's own migrations leave it."""
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
