"""Sites of any kind, made by Hypothesis in the database as editors may leave them."""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from hypothesis import strategies as st
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cases.models import Claim, Organisation, Person, PersonRole, Source
from home.bundles import fields
from home.bundles.page_files import page_types
from home.models import HomePage
from koers import bundle as kinds
from koers.site_settings import SiteSettings
from media.models import DescriptionClip, Document, Image, Recording
from search.models import Synonym
from tests.home.made_bodies import Bodies
from tests.home.made_texts import line, lines

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6364f8cf500f0003860180"
    "5a347d6b0000000049454e44ae426082"
)
DATES = ["2020", "2021-03", "2022-08-03", "1999-12-31", "2024-02-29"]


class Made(Bodies):
    """Hold the site that is being made."""

    def __init__(self, draw):
        self.draw = draw
        self.pages = []
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.people, self.sources, self.organisations = [], [], []
        self.images, self.documents, self.recordings, self.claims = [], [], [], []

    def some(self, things, most=2):
        """Return some of a list."""
        return (
            self.draw(st.lists(st.sampled_from(things), max_size=most, unique=True))
            if things
            else []
        )

    def one(self, things):
        """Return one of a list, or None."""
        return self.draw(st.sampled_from([None, *things]))

    def links(self):
        """Return the attributes of links that a text may have."""
        found = ['href="https://example.org/?a=1&amp;b=(2)"', 'href="mailto:a@example.org"',
                 'href="#kop"', 'href="/over/"', 'linktype="page" id="987654"']  # fmt: skip
        found += [f'linktype="page" id="{page.pk}"' for page in self.pages[:4]]
        found += [
            f'linktype="page" id="{page.pk}" fragment="kop" keep="1"' for page in self.pages[:2]
        ]
        found += [f'linktype="document" id="{thing.pk}"' for thing in self.documents]
        return found + [f'linktype="sources" id="{thing.pk}"' for thing in self.sources]

    def records(self):
        """Make records of every kind, or none."""
        draw = self.draw
        for number in range(draw(st.integers(0, 2))):
            self.images.append(Image(title=draw(line), credit=draw(line)))
            self.images[-1].file = ContentFile(PNG, name="beeld.png")
            self.documents.append(Document(title=draw(line), language="nl"))
            self.documents[-1].file = ContentFile(b"tekst %d" % number, name="Één bestand.txt")
            for thing in (self.images[-1], self.documents[-1]):
                thing.save()
            known = draw(st.sampled_from(["", *DATES]))
            self.sources.append(Source.objects.create(
                key=f"bron-{number}", title=draw(line), date=known,
                document=self.one(self.documents), archived=draw(st.booleans()),
            ))  # fmt: skip
            self.organisations.append(Organisation.objects.create(
                key=f"org-{number}", name=draw(line), tile_column=number + 1, tile_row=1,
                kind=draw(st.sampled_from(["municipality", "deciding-body"])),
                logo=self.one(self.images),
            ))  # fmt: skip
            person = Person.objects.create(
                key=f"wie-{number}", name=draw(line), note={"nl": draw(lines)}
            )
            if draw(st.booleans()):
                PersonRole.objects.create(
                    person=person, organisation=self.organisations[0], role={"en": draw(line)},
                    start="2020", sort_order=0,
                )  # fmt: skip
            self.people.append(person)
            recording = Recording(key=f"film-{number}", title=draw(line), duration=draw(
                st.sampled_from([0, 12.5, 90])))  # fmt: skip
            if draw(st.booleans()):
                recording.transcript = ContentFile(b"Dag.\n", name="t.txt")
                recording.described = ContentFile(b"film", name="d.mp4")
            else:
                recording.address = "https://vimeo.com/123456789"
                recording.thumbnail = ContentFile(b"beeld", name="b.jpg")
            recording.save()
            if recording.described:
                clip = ContentFile(b"stem", name="s.mp3")
                recording.clips.add(DescriptionClip(time=3.5, text=draw(line), file=clip))
                recording.save()
            self.recordings.append(recording)
            Synonym.objects.create(key=f"woord-{number}", language="nl", terms=[
                ("term", draw(line)), ("term", "vast")])  # fmt: skip

    def value(self, kind, name):
        """Return a value for a column, by what its field says in bundles."""
        draw, kind_name = self.draw, type(kind).__name__
        makers = {
            "Text": lambda: draw(st.sampled_from(["", draw(line), draw(line)])),
            "RichText": lambda: self.rich(),
            "Edtf": lambda: draw(st.sampled_from(["", *DATES])) if "unt" not in name else "",
            "Day": lambda: draw(st.sampled_from([None, date(2024, 1, 31)])),
            "Number": lambda: draw(st.sampled_from([None, 2022])) if name == "year" else 7,
            "Url": lambda: draw(st.sampled_from(["", "https://example.org/a?b=1#c"])),
            "Choice": lambda: draw(st.sampled_from(kind.choices.values)),
        }
        return makers[kind_name]() if kind_name in makers else None

    def known(self, kind):
        """Return what a field may refer to."""
        if isinstance(kind, kinds.PageRef):
            return [page for page in self.pages if page.bundle_type == kind.type]
        name = getattr(kind, "records", "") or kind.files
        return {"people": self.people, "sources": self.sources, "organisations": self.organisations,
                "images": self.images, "documents": self.documents,
                "recordings": self.recordings}[name]  # fmt: skip

    def fill(self, page):
        """Fill the fields of a page, whatever its type has."""
        for name, kind in page.bundle_fields.items():
            attr = fields.attribute(type(page), name)
            if isinstance(kind, (kinds.RecordRef, kinds.PageRef, kinds.FileRef)):
                things = self.known(kind)
                if kind.many:
                    setattr(page, attr, self.some(things))
                elif name not in page.bundle_required:
                    setattr(page, attr, self.one(things))
                else:
                    setattr(page, attr, things[0])
            elif isinstance(kind, kinds.Texts):
                setattr(page, attr, [("text", self.draw(line))])
            elif not isinstance(kind, (kinds.Rows, kinds.PagePaths)) and name != "title":
                setattr(page, attr, self.value(kind, name))
        page.body = self.body()

    def rows(self, page):
        """Give a page rows of every kind that it has."""
        for name, kind in page.bundle_fields.items():
            if isinstance(kind, kinds.Rows) and self.draw(st.booleans()):
                model = getattr(page, kind.relation).model
                row = model(page=page, sort_order=0, locale=page.locale)
                for field, inner in kind.fields.items():
                    refers = isinstance(inner, kinds.RecordRef)
                    things = self.known(inner) if refers else []
                    things = (
                        [t for t in things if not inner.only or t.kind in inner.only]
                        if refers
                        else []
                    )
                    if refers and (things or field in kind.required):
                        if not things:
                            break
                        setattr(row, field, things[0])
                    elif not refers:
                        setattr(row, fields.attribute(model, field), self.value(inner, field) or "")
                else:
                    row.save()
                assert name

    def page(self, model, parent, slug, **values):
        """Make a page below another, in some state."""
        page = model(title=self.draw(line)[:255], slug=slug, locale=parent.locale, **values)
        if isinstance(page, HomePage):
            page.locale = self.locales[slug]
        self.fill(page)
        state = self.draw(st.sampled_from(["", "", "", "draft", "expired", "planned"]))
        if isinstance(page, HomePage):
            state = ""
        now = timezone.now()
        page.live = state in ("", "expired")
        if state == "expired":
            page.expire_at = now - timedelta(days=1)
        if state == "planned":
            page.go_live_at = now + timedelta(days=400)
        parent.add_child(instance=page)
        self.rows(page)
        page = type(page).objects.get(pk=page.pk)
        if state == "planned":
            page.save_revision(clean=False).publish()
        elif state == "draft" or self.draw(st.integers(0, 9)) == 0:
            page.title = self.draw(line)[:255]
            page.save_revision(clean=False)
        self.restrict(page)
        page = type(page).objects.get(pk=page.pk)
        self.pages.append(page)
        return page

    def restrict(self, page):
        """Make a page private, sometimes."""
        kind = self.draw(st.sampled_from([""] * 8 + ["login", "password"]))
        if kind and not isinstance(page, HomePage):
            PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")

    def claim(self, result, number):
        """Make a claim of a result."""
        draw, live = self.draw, self.draw(st.booleans())
        others = [claim for claim in self.claims if claim.result_id == result.pk]
        claim = Claim(
            result=result, key=f"c{number}", measure="tel", source=self.sources[0], live=live,
            value=draw(st.sampled_from([0, 1200, "3.25"])), unit={"nl": draw(line)},
            scope=draw(st.sampled_from([{}, {"en": "people"}])), supersedes=self.one(others),
            current=draw(st.booleans()), as_of=draw(st.sampled_from(["", *DATES])),
        )  # fmt: skip
        claim.save()
        claim = Claim.objects.get(pk=claim.pk)
        if not live:
            claim.save_revision(clean=False)
        self.claims.append(claim)

    def translate(self, page, parent):
        """Translate a page with words of its own, and now and then as a copy of all."""
        copy = type(page).objects.get(pk=page.pk).copy_for_translation(parent.locale)
        copy.title, copy.body, copy.slug = self.draw(line)[:255], self.body(), page.slug
        copy.live = page.live
        copy.save(clean=False)
        self.pages.append(copy)


def make(draw):
    """Make a site in an empty database."""
    site = Made(draw)
    root = Page.get_first_root_node()
    site.records()
    home = site.page(HomePage, root, "nl")
    Site.objects.filter(is_default_site=True).update(root_page=home)
    for page in Page.objects.filter(depth=2, slug="home"):
        page.delete()
    types = page_types()
    sections = {name.removesuffix("-index"): model for name, model in types.items()
                if name.endswith("-index")}  # fmt: skip
    chosen = draw(st.lists(st.sampled_from(sorted(sections)), max_size=3, unique=True))
    for name in sorted(chosen, key=["theme", "project", "result", *sections].index):
        index = site.page(sections[name], home, f"x-{name}")
        model = types.get(name)
        possible = model and ("recording" not in model.bundle_required or site.recordings)
        for number in range(draw(st.integers(0, 2)) if possible else 0):
            page = site.page(model, index, f"p{draw(st.integers(0, 9))}{number}")
            if name == "result" and site.sources:
                for key in range(draw(st.integers(0, 3))):
                    site.claim(page, key)
            if name == "handbook" and draw(st.booleans()):
                site.page(types["chapter"], page, "deel")
    for number in range(draw(st.integers(0, 2))):
        site.page(types["standard"], home, f"s{draw(st.integers(0, 9))}{number}")
    translations(site, home, draw)
    settings(site, draw)
    return site


def translations(site, home, draw):
    """Translate the home page, and some of what is right below it."""
    if not draw(st.booleans()):
        return
    english = home.copy_for_translation(site.locales["en"])
    english.slug, english.live = "en", True
    english.save(clean=False)
    parents = {home.pk: HomePage.objects.get(pk=english.pk)}
    for page in list(site.pages):
        parent = page.get_parent()
        if page.pk != home.pk and parent.pk in parents and draw(st.booleans()):
            site.translate(page, parents[parent.pk])
            parents[page.pk] = site.pages[-1]


def settings(site, draw):
    """Set what the region says of itself."""
    SiteSettings.objects.create(
        site=Site.objects.get(), name=draw(line)[:100], tagline={"nl": draw(line)},
        main_menu=[("page", page) for page in site.pages[:3]],
        follow=[("link", {"name": draw(line)[:100], "url": "https://example.org/x"})],
    )  # fmt: skip
