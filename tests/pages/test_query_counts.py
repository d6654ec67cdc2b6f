"""A page asks the database a fixed number of times, however much there is to show."""

import json

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from media.models import Document
from tests import factories as make

pytestmark = pytest.mark.django_db
# Rows cost little to make; pages cost much, so there are fewer of them.
FEW, MANY, PAGES = 1, 50, 5


def stream(*rows):
    return json.dumps([{"type": kind, "value": value, "id": f"{i}-{kind}"} for i, (kind, value)
                       in enumerate(rows)])  # fmt: skip


def counted(client, path):
    """Count the queries of a warm process."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(queries)


def rich_body(number):
    """Make a body with `number` figures, lessons, practices, links and quotes each."""
    rows = []
    for _ in range(number):
        claim = make.ClaimFactory()
        lesson, practice = make.LessonPageFactory(), make.PracticePageFactory()
        rows += [
            ("text", f'<p><a linktype="page" id="{lesson.pk}">les</a></p>'),
            ("figure", {"result": claim.result_id, "claim": claim.pk}),
            ("figure", {"result": claim.result_id, "claim": None}),
            ("lesson", {"page": lesson.pk}),
            ("practice", {"page": practice.pk}),
        ]
    return stream(*rows)


@pytest.fixture
def sections(site):
    """Make one of every list, as a real site has."""
    return [
        factory()
        for factory in make.PAGE_FACTORIES
        if factory._meta.model.__name__.endswith("IndexPage")
    ]


def project(number):
    page = make.ProjectPageFactory(body=rich_body(min(number, 3)))
    for _ in range(number):
        body = make.OrganisationFactory(kind="deciding-body")
        make.ProjectPhaseFactory(page=page, decided_by=body, source=make.SourceFactory())
        owner = make.OrganisationFactory(role="owner", tile_column=_ + 1, tile_row=page.pk % 30000)
        make.ParticipationFactory(page=page, organisation=owner)
        page.leads.add(make.PersonRoleFactory().person)
        page.evaluations.add(make.SourceFactory())
        document = Document.objects.create(title="x", file=ContentFile(b"x", name="x.txt"))
        page.documents.add(document)
    for _ in range(min(number, PAGES)):
        page.themes.add(make.ThemePageFactory())
    page.save()
    return page


def result(number):
    page = make.ResultPageFactory(body=rich_body(min(number, 3)))
    for _ in range(number):
        make.ClaimFactory(result=page, source=make.SourceFactory())
    for _ in range(min(number, PAGES)):
        page.themes.add(make.ThemePageFactory())
        page.projects.add(make.ProjectPageFactory())
    page.save()
    return page


def lesson(number):
    page = make.LessonPageFactory(body=rich_body(min(number, 3)))
    for _ in range(number):
        make.EvidenceFactory(page=page)
    for _ in range(min(number, PAGES)):
        page.projects.add(make.ProjectPageFactory())
        page.themes.add(make.ThemePageFactory())
    page.save()
    return page


def practice(number):
    page = make.PracticePageFactory(body=rich_body(min(number, 3)))
    for _ in range(number):
        page.organisations.add(make.OrganisationFactory())
    for _ in range(min(number, PAGES)):
        page.projects.add(make.ProjectPageFactory())
        page.themes.add(make.ThemePageFactory())
    page.save()
    return page


def chapter(number):
    handbook = make.HandbookPageFactory()
    for _ in range(min(number, 12)):
        page = make.ChapterPageFactory(
            parent=handbook, body=rich_body(min(number, 3) if _ == min(number, 12) - 1 else 0)
        )
        make.ChapterPageFactory(parent=page)
    return page


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("build", "most"),
    [(project, 14), (result, 14), (lesson, 14), (practice, 14), (chapter, 14)],
)
def test_page_with_few_and_with_many_rows(client, sections, translate, build, most, language):
    # A lesson shows other lessons of its language: there are some from the start.
    translate(make.LessonPageFactory(), language) if language == "en" else make.LessonPageFactory()
    found = []
    for number in (FEW, MANY):
        page = build(number)
        if language == "en":
            page = translate(page, "en")
        found.append(counted(client, page.url))
    assert found[0] == found[1]
    # A translation also fetches the translated results that its figures lead to.
    assert found[1] <= most + (language == "en")


def fill_theme(theme, number):
    for factory in (make.ProjectPageFactory, make.LessonPageFactory, make.PracticePageFactory,
                    make.HandbookPageFactory, make.VideoPageFactory):  # fmt: skip
        for _ in range(number):
            page = factory()
            page.themes.add(theme)
            page.save()
    for _ in range(number):
        page = make.ClaimFactory().result
        page.themes.add(theme)
        page.save()


def test_theme_with_few_and_with_many_pages(client, sections):
    found = []
    for number in (FEW, 5):
        theme = make.ThemePageFactory(body=rich_body(min(number, 3)))
        fill_theme(theme, number)
        found.append(counted(client, theme.url))
    assert found[0] == found[1] <= 22


@pytest.mark.parametrize("build", [project, result, lesson, practice])
def test_list_with_few_and_with_many_pages(client, sections, build):
    path = build(FEW).get_parent().url
    few = counted(client, path)
    for _ in range(14):
        build(1)
    assert few == counted(client, path) <= 14


def test_home_with_few_and_with_many_pages(client, site, sections):
    def fill(number):
        pages = [project(1), *[make.ClaimFactory().result for _ in range(number)]]
        fill_theme(make.ThemePageFactory(), number)
        home = site.home
        home.refresh_from_db()
        home.featured = stream(*[("page", page.pk) for page in pages])
        home.body = rich_body(min(number, 3))
        home.save()
        prize = make.PracticePageFactory(award="winner", year=2022)
        assert prize.pk
        return counted(client, "/")

    few = fill(FEW)
    assert few == fill(5) <= 16


def linked_body(number):
    """Make a body with `number` quotes, and links to records and documents in each text."""
    rows = []
    for _ in range(number):
        person = make.PersonRoleFactory().person
        organisation, source = make.OrganisationFactory(), make.SourceFactory()
        document = make.DocumentFactory()
        link = f'<a linktype="page" id="{make.LessonPageFactory().pk}">les</a>'
        quote = {"text": f"<p>{link}</p>", "person": person.pk, "source": source.pk, "name": ""}
        links = "".join(
            f'<a linktype="{kind}" id="{record.pk}">x</a>'
            for kind, record in (
                ("organisations", organisation),
                ("sources", source),
                ("document", document),
            )
        )
        rows += [("text", f"<p>{links}</p>"), ("quote", quote)]
    return stream(*rows)


def test_links_and_quotes_are_fetched_together(client, sections):
    few, many = (
        counted(client, make.StandardPageFactory(body=linked_body(number)).url)
        for number in (FEW, 10)
    )
    assert few == many
