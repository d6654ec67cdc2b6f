"""The public addresses of the site: which there are, and where secrets would show if visible."""

from django.urls import URLPattern, get_resolver, reverse
from django.utils import translation
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import get_page_models

from tests.pages.leak_site import LANGUAGES, SECTIONS, mark_of, slug_of

# Every pattern of an address outside the admin, and what of the matrix asks for it. Whoever adds
# an address adds it here, and to `addresses` below where it can name pages.
PATTERNS = {
    "documents/<int>/<path>": "test_private_files",
    "documents/authenticate_with_password/<int>/": "test_private_files",
    "files/<path>": "test_hidden_files",
    "colours.css": "plain",
    "robots.txt": "plain",
    ".well-known/security.txt": "plain",
    "sitemap.xml": "plain",
    "healthz": "plain",
    "_util/authenticate_with_password/<int>/<int>/": "doors",
    "_util/login/": "plain",
    "zoeken/": "search",
    "_suggest/": "suggest",
    "<page>": "pages, lists, organisations, missing",
}
# Every type of page, and every address below a page that the type answers itself.
TYPES = {
    "ChapterPage": (),
    "HandbookIndexPage": (),
    "HandbookPage": (
        "cite",
        "differences",
        "edition",
        "edition_chapter",
        "edition_cite",
        "edition_file",
        "index_route",
        "print",
    ),
    "HomePage": (),
    "LessonIndexPage": (),
    "LessonPage": (),
    "OrganisationIndexPage": ("index_route", "organisation"),
    "PracticeIndexPage": (),
    "PracticePage": (),
    "ProjectIndexPage": (),
    "ProjectPage": (),
    "ResultIndexPage": (),
    "ResultPage": (),
    "StandardPage": (),
    "ThemeIndexPage": (),
    "ThemePage": (),
    "VideoIndexPage": (),
    "VideoPage": ("captions", "index_route"),
}
# Which kinds of pages a place names where they are visible: the proof that the matrix looks there.
MENUS = {"standard", "sectiontheme", "sectionhandbook"}
EXPECTED = {
    "home": {"project", "result", "claim", "theme", "practice", "lesson", "video", "handbook"},
    "organisation": {"project", "practice", "theme", "sectionorganisation"},
    "open theme": {"theme", "project", "result", "lesson", "practice", "video", "handbook"},
    "open project": {"theme", "sectionproject"},
    "open result": {"theme", "project", "sectionresult"},
    "open lesson": {"theme", "project", "lesson", "sectionlesson"},
    "open practice": {"project", "sectionpractice"},
    "open video": {"project", "sectionvideo"},
    "open handbook": {"theme", "chapter"},
    "open print": {"chapter"},
    "secret print": {"handbook"},
    "open chapter": {"chapter"},
    "open standard": {"lesson", "practice", "video", "claim"},
    "captions": {"video"},
    "section theme": {"theme"},
    "section project": {"project", "theme"},
    "section result": {"result", "theme", "project"},
    "section lesson": {"lesson", "theme"},
    "section practice": {"practice", "theme"},
    "section video": {"video", "theme"},
    "section handbook": {"handbook", "theme"},
    "section organisation": {"sectionorganisation"},
    "kid standard": {"standard"},
    "kid handbook": {"handbook"},
    "kid chapter": {"chapter"},
    "search": {"project", "result", "theme", "practice", "lesson", "video", "chapter"},
    "search kid": {"standard", "handbook", "chapter"},
    "suggest": {"project", "theme", "lesson"},
    "search typo": {"project"},
    "search beginning": {"project"},
    "list project theme": {"project", "theme"},
    "list project municipality": {"project"},
    "list result project": {"result", "project"},
    "list practice award": {"practice"},
}
PLAIN = (
    "/healthz",
    "/sitemap.xml",
    "/robots.txt",
    "/.well-known/security.txt",
    "/colours.css",
    "/_util/login/",
)


def known_patterns(resolver=None, above=""):
    """Yield the address patterns of the site outside the admin, in one way of writing."""
    for pattern in (resolver or get_resolver()).url_patterns:
        address = above + plainly(pattern.pattern)
        if address.startswith("admin/"):
            continue
        if isinstance(pattern, URLPattern):
            yield address if pattern.name != "wagtail_serve" else "<page>"
        else:
            yield from known_patterns(pattern, address)


def plainly(pattern):
    """Write a pattern of Django without names and without signs of regular expressions."""
    text = str(pattern)
    for sign, plain in (
        ("^", ""), ("$", ""), (r"(\d+)", "<int>"), ("(.*)", "<path>"),
    ):  # fmt: skip
        text = text.replace(sign, plain)
    for kind in ("int", "path", "slug", "str", "uuid"):
        while f"<{kind}:" in text:
            before, _kind, after = text.partition(f"<{kind}:")
            text = f"{before}<{kind}>{after.partition('>')[2]}"
    return "" if text in {f"{code}/" for code in LANGUAGES} else text


def known_types():
    """Map the types of pages of our rooms to the names of the addresses they answer below."""
    return {
        model.__name__: tuple(sorted(route.name for route in model.get_subpage_urls()))
        if issubclass(model, RoutablePageMixin)
        else ()
        for model in get_page_models()
        if model.__module__.partition(".")[0] != "wagtail"
    }


def addresses(site):
    """Yield (kind of place, language, address) of whatever a visitor can ask for."""
    for name, kind, code, page in site.all_pages:
        if name != "secret":
            yield f"{name} {kind}", code, page.url
        if kind == "handbook" and name in ("open", "secret"):
            yield f"{name} print", code, f"{page.url}print/"
            yield f"{name} cite", code, f"{page.url}cite/csl/"
    for code, home in site.home.items():
        yield "home", code, home.url
        yield from filtered(site, code)
        yield from searches(site, code)
        organisations = site.sections["organisation"][code]
        yield "organisation", code, f"{organisations.url}meerdorp/"
        for kind in ("vtt", "srt", "txt"):
            film = site.secret["video"][code]
            yield "captions", code, f"{film.url}captions/{code}/{kind}/"
        yield from missing(site, code, home.url)
    for address in PLAIN:
        yield address, "nl", address


def searches(site, code):
    """Yield searches that every page answers, and such as only secrets would."""
    with translation.override(code):
        url = reverse("search")
    for page in range(1, 6):
        yield "search", code, f"{url}?q=samenvatting+titel&p={page}"
    theme = f"theme={slug_of('theme', code)}"
    yield "search facet", code, f"{url}?q=titel&{theme}&municipality=meerdorp&language=de"
    yield "search typo", code, f"{url}?q={mark_of('project', code).replace('oj', 'jo')}"
    yield "search beginning", code, f"{url}?q={mark_of('project', code)[:-3]}"
    yield "search kid", code, f"{url}?q=kind"
    with translation.override(code):
        url = reverse("suggest")
    for kind in ("project", "theme", "lesson"):
        yield "suggest", code, f"{url}?q={mark_of(kind, code)[:-3]}"
    yield "suggest", code, f"{url}?q=titel"
    yield "search phrase", code, f'{url}?q="titel+samenvatting"+-niets&sort=newest'


def filtered(site, code):
    """Yield lists as visitors can filter and turn them."""
    for kind in SECTIONS:
        url = site.sections[kind][code].url
        for query in (
            f"theme={slug_of('theme', 'nl')}", f"project={slug_of('project', 'nl')}",
            "theme=open-theme", "municipality=meerdorp", "award=winner", "page=2",
        ):  # fmt: skip
            name = query.partition("=")[0]
            if name in FILTERS.get(kind, ()) and (code == "nl" or kind == "project"):
                yield f"list {kind} {name}", code, f"{url}?{query}"


FILTERS = {
    "project": ("theme", "municipality", "page"),
    "result": ("theme", "project"),
    "lesson": ("theme",),
    "practice": ("theme", "award"),
    "video": ("theme",),
    "handbook": ("theme",),
}


def missing(site, code, home):
    """Yield addresses where there is nothing, whose last part is a secret's."""
    for kind, other in zip(("project", "standard", "sectiontheme"), LANGUAGES, strict=True):
        yield "missing", code, f"{home}niets/{slug_of(kind, other)}/"


def own(pages):
    """Yield (method, address) of the ways to ask for pages; of the first ones, odd ways too."""
    for page in pages:
        yield "get", page.url
    for page in pages[:9]:
        yield "head", page.url
    for page in pages[1:9:7]:
        url = page.url
        for address in (f"{url}?preview=true&t=3&page=2", url.rstrip("/"), url.upper()):
            yield "get", address
        yield "options", url
        yield "get", f"{url}{page.slug}/"
        yield "get", f"/admin/pages/{page.pk}/view_draft/"
        yield "get", f"/admin/pages/{page.pk}/edit/preview/"
