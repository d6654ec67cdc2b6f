"""A site for the leak matrix: one secret page of every type, and open pages that name them.

Every secret page carries a word of its own, its mark, wherever a page holds words; the open pages
refer to the secret ones in every way there is. All exist in every language.
"""

import json
from dataclasses import dataclass, field

from django.core.files.base import ContentFile

from home.models import HomePage
from koers.site_settings import SiteSettings
from tests import factories as make
from tests.conftest import HOME_SLUGS as LANGUAGES
from tests.conftest import make_translation

FACTORIES = {
    "theme": make.ThemePageFactory,
    "project": make.ProjectPageFactory,
    "result": make.ResultPageFactory,
    "lesson": make.LessonPageFactory,
    "practice": make.PracticePageFactory,
    "video": make.VideoPageFactory,
    "handbook": make.HandbookPageFactory,
    "chapter": make.ChapterPageFactory,
    "standard": make.StandardPageFactory,
}
SECTIONS = {
    "theme": make.ThemeIndexPageFactory,
    "project": make.ProjectIndexPageFactory,
    "result": make.ResultIndexPageFactory,
    "lesson": make.LessonIndexPageFactory,
    "practice": make.PracticeIndexPageFactory,
    "video": make.VideoIndexPageFactory,
    "handbook": make.HandbookIndexPageFactory,
    "organisation": make.OrganisationIndexPageFactory,
}
THEMED = ("project", "result", "lesson", "practice", "video", "handbook")
ABOUT_PROJECTS = ("result", "lesson", "practice", "video")
SECTION, CLAIM, DRAFT_CLAIM = "section", "claim", "draftclaim"


def mark_of(kind, code):
    """Return the word of a secret page: letters only, so that no template breaks it up."""
    return f"mk{kind}{code}q"


def slug_of(kind, code):
    """Return the marked slug: a mark of its own, for a visitor who asks for it may read it back."""
    return mark_of(f"slug{kind}", code)


def words(kind, code):
    """Return every text of a page with its mark in it."""
    mark = mark_of(kind, code)
    return {
        "title": f"{mark} titel",
        "seo_title": f"{mark} zoektitel",
        "slug": slug_of(kind, code),
        "summary": f"{mark} samenvatting",
        "search_description": f"{mark} beschrijving",
        "image_alt": f"{mark} beeld",
        "body": stream(("text", f"<h2>{mark}</h2><p>{mark}</p>")),
    }


def stream(*rows):
    """Write blocks as they are stored."""
    return json.dumps(
        [{"type": kind, "value": value, "id": f"id-{i}"} for i, (kind, value) in enumerate(rows)]
    )


@dataclass
class LeakSite:
    """The pages of the matrix, by kind and language."""

    home: dict
    secret: dict = field(default_factory=dict)
    open: dict = field(default_factory=dict)
    sections: dict = field(default_factory=dict)
    kids: dict = field(default_factory=dict)
    organisation: object = None

    def secrets(self, code="nl", kinds=FACTORIES):
        """Return the secret pages of a language as they are in the database now."""
        pages = [self.secret[kind][code] for kind in kinds]
        return [type(page).objects.get(pk=page.pk) for page in pages]

    def sections_now(self, code="nl"):
        """Return the sections of a language as they are in the database now."""
        pages = [by_code[code] for by_code in self.sections.values()]
        return [type(page).objects.get(pk=page.pk) for page in pages]

    @property
    def all_pages(self):
        """Return every page there is, with its kind and language."""
        groups = {"secret": self.secret, "open": self.open, "section": self.sections}
        groups["kid"] = self.kids
        for name, kinds in groups.items():
            for kind, by_code in kinds.items():
                for code, page in by_code.items():
                    yield name, kind, code, page


def in_every_language(page, words_of):
    """Translate a page; return it and its translations by language."""
    found = {"nl": page}
    for code in LANGUAGES[1:]:
        found[code] = make_translation(page, code, **words_of(code))
    return found


def build():
    """Make the site; a few seconds."""
    site = LeakSite({page.slug: page for page in HomePage.objects.all()})
    make_sections(site)
    image = make.ImageFactory(title="Beeld")
    site.organisation = make.OrganisationFactory(
        key="meerdorp", name="Meerdorp", role="owner", tile_column=1, tile_row=1
    )
    for kind in FACTORIES:
        make_secret(site, kind, image)
        make_open(site, kind)
    make_claims(site)
    relate(site)
    make_kids(site)
    name_everywhere(site)
    return site


def make_sections(site):
    """Make a marked section of every kind, in every language."""
    for kind, factory in SECTIONS.items():
        name = f"{SECTION}{kind}"
        page = factory(title=mark_of(name, "nl"), slug=slug_of(name, "nl"))
        publish(page)
        site.sections[kind] = in_every_language(
            page,
            lambda code, name=name: {"title": mark_of(name, code), "slug": slug_of(name, code)},
        )


def publish(page):
    """Publish a page as an editor does."""
    page.save_revision().publish()
    page.refresh_from_db()


def parent_of(site, kind):
    """Return where pages of a kind stand; secret and open ones side by side."""
    if kind == "chapter":
        return {"parent": site.open["handbook"]["nl"]}
    return {} if kind in SECTIONS else {"parent": site.home["nl"]}


def make_secret(site, kind, image):
    """Make a secret page with its mark in every text, and its translations."""
    prize = {"award": "winner", "year": 2024} if kind == "practice" else {}
    page = FACTORIES[kind](**words(kind, "nl"), **parent_of(site, kind), **prize, image=image)
    if kind == "video":
        for at, code in enumerate(LANGUAGES):
            text = f"WEBVTT\n\n00:01.000 --> 00:02.000\n{mark_of(kind, code)}\n"
            file = ContentFile(text.encode(), name="captions.vtt")
            make.CaptionsFactory(recording=page.recording, language=code, file=file, sort_order=at)
    publish(page)
    site.secret[kind] = in_every_language(page, lambda code: words(kind, code))


def make_open(site, kind):
    """Make an open page of the same kind, and its translations."""
    page = FACTORIES[kind](title=f"Open {kind}", slug=f"open-{kind}", **parent_of(site, kind))
    publish(page)
    site.open[kind] = in_every_language(
        page, lambda code: {"title": f"Open {kind} {code}", "slug": f"open-{kind}-{code}"}
    )


def make_claims(site):
    """Give the secret result a claim, and the open one a claim that is a draft."""
    by_code = {code: mark_of(CLAIM, code) for code in LANGUAGES}
    make.ClaimFactory(result=site.secret["result"]["nl"], scope=by_code, current=True)
    drafted = {code: mark_of(DRAFT_CLAIM, code) for code in LANGUAGES}
    shown = make.ClaimFactory(result=site.open["result"]["nl"], scope={"nl": "open"})
    make.ClaimFactory(result=site.open["result"]["nl"], scope=drafted, live=False)
    shown.scope = drafted
    shown.save_revision()


def relate(site):
    """Let open and secret originals name each other as facts."""
    for pages, others in ((site.secret, site.open), (site.open, site.secret)):
        for kind in THEMED:
            page = pages[kind]["nl"]
            page.themes.set([others["theme"]["nl"], pages["theme"]["nl"]])
            if kind in ABOUT_PROJECTS:
                page.projects.set([others["project"]["nl"], pages["project"]["nl"]])
            if kind == "practice":
                page.organisations.set([site.organisation])
            publish(page)
        make.ParticipationFactory(page=pages["project"]["nl"], organisation=site.organisation)
        make.ProjectPhaseFactory(page=pages["project"]["nl"], phase="pilot")
        publish(pages["project"]["nl"])
    theme = site.open["theme"]["nl"]
    theme.succeeded_by = site.secret["theme"]["nl"]
    publish(theme)


def make_kids(site):
    """Put open pages below the secret ones that can have some."""
    for kind, factory in (
        ("standard", make.StandardPageFactory),
        ("handbook", make.ChapterPageFactory),
        ("chapter", make.ChapterPageFactory),
    ):
        page = factory(parent=site.secret[kind]["nl"], title=f"Kind {kind}", slug=f"kind-{kind}")
        publish(page)
        site.kids[kind] = in_every_language(page, lambda code: {})


def name_everywhere(site):
    """Name the secret pages in bodies, rich texts, featured pages and menus."""
    pages = [page for by_code in site.secret.values() for page in by_code.values()]
    pages += [page for by_code in site.sections.values() for page in by_code.values()]
    links = [f'<p><a linktype="page" id="{page.pk}">woord</a></p>' for page in pages]
    for code in LANGUAGES:
        hub, project, practice = (site.open[k][code] for k in ("standard", "project", "practice"))
        hub.body = stream(*blocks(site, links))
        project.needs, practice.reusable = links[1], links[2]
        for page in (hub, project, practice):
            publish(page)
    originals = [page for page in pages if page.is_original]
    chosen = stream(*[("page", page.pk) for page in originals])
    for home in site.home.values():
        home.featured, home.body = chosen, stream(*blocks(site, links))
        publish(home)
    settings = SiteSettings.objects.get()
    # What else shows in menus could not be told from what shows in its own places.
    settings.main_menu = stream(("page", site.secret["standard"]["nl"].pk))
    settings.footer_menu = stream(*[("page", by["nl"].pk) for by in site.sections.values()])
    settings.save()


def blocks(site, links):
    """Yield every block that can name a page."""
    result = site.secret["result"]["nl"]
    claim = result.claims.get()
    yield "text", "".join(links)
    yield "callout", {"kind": "tip", "title": "Tip", "text": links[3]}
    yield "local", {"text": links[6]}
    yield "quote", {"text": links[9], "person": None, "name": "Anna", "source": None}
    yield "accordion", [{"type": "item", "id": "a", "value": {"title": "Vraag", "text": links[12]}}]
    yield "figure", {"result": result.pk, "claim": None}
    yield "figure", {"result": result.pk, "claim": claim.pk}
    draft = site.open["result"]["nl"].claims.filter(live=False).get()
    yield "figure", {"result": draft.result_id, "claim": draft.pk}
    for kind in ("lesson", "practice", "video"):
        for code in LANGUAGES:
            yield kind, {"page": site.secret[kind][code].pk}
