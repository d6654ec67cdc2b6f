"""A small bundle that fills most fields, to be broken in many ways."""

# ruff: noqa: E501 - the lines of bundles are as long as they are

from base64 import b64decode

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
