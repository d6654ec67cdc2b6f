"""A plan carried out: files, records, pages, claims and settings, in one transaction."""

from bisect import bisect_left
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, ReferenceIndex, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.bundles import fields, snapshots
from home.bundles import plan as plans
from home.bundles.page_writer import PageWriter
from home.bundles.problems import BundleErrors, Problem
from home.bundles.state import Imported, digest
from home.bundles.uploads import MODELS, Uploads, put_recording, save_media
from koers import bundle as kinds
from koers.site_settings import SiteSettings

CLAIM_COMMON = {"key": kinds.Key()}


@contextmanager
def telling(entry):
    """Turn a refusal of the database or a model into an error of the bundle."""
    try:
        yield
    except ValidationError as error:
        problem = Problem(entry.file, entry.line, " ".join(error.messages))
        raise BundleErrors([problem]) from error
    except IntegrityError as error:
        words = _("The site has something that this contradicts: %(error)s.")
        problem = Problem(entry.file, entry.line, words % {"error": error})
        raise BundleErrors([problem]) from error


class Import:
    """Carry out one plan."""

    def __init__(self, plan):
        self.plan = plan
        self.bundle = plan.bundle
        self.ids = plan.ids
        self.uploads = Uploads(plan.bundle)
        self.touched = []

    def run(self):
        """Write everything, or nothing."""
        with self.uploads.undone_on_failure(), transaction.atomic():
            with disable_reference_index_auto_update():
                self.write()
            self.index()
            self.remember()

    def todo(self, *names):
        """Return the entries of some kinds that are new or changed."""
        return [entry for entry, fate in self.plan.todo.values()
                if fate != plans.SAME and entry.kind in names]  # fmt: skip

    def write(self):
        """Write all that is new or changed."""
        for code in settings.LANGUAGE_CODES:
            Locale.objects.get_or_create(language_code=code)
        self.free_tiles()
        for entry in self.todo(*MODELS, *kinds.RECORD_KINDS):
            with telling(entry):
                self.save_record(entry)
        writer = PageWriter(self.plan)
        pages = self.todo("page")
        for entry in pages:
            with telling(entry):
                writer.place(entry)
        self.take_over_site()
        for entry in self.todo("claim"):
            with telling(entry):
                self.save_claim(entry)
        for entry in sorted(pages, key=lambda entry: entry.original is not None):
            with telling(entry):
                writer.write(entry)
                self.touched.append(entry)
        Order(self).restore()
        for entry in self.todo("settings"):
            self.save_settings(entry)

    def there(self, entry):
        """Return the object of an entry, or None where it is new."""
        if (entry.kind, entry.name) in self.ids.known:
            return self.ids.thing(entry.kind, entry.name)
        return None

    def done(self, entry, thing):
        """Remember what an entry became."""
        self.ids.add(entry.kind, entry.name, snapshots.target_of(thing))
        self.touched.append(entry)

    def free_tiles(self):
        """Empty the tiles of changed organisations, so that two can change places."""
        keys = [entry.name for entry in self.todo("organisations")]
        model = kinds.RECORD_KINDS["organisations"].model
        model.objects.filter(key__in=keys).update(tile_column=None, tile_row=None)

    def save_record(self, entry):
        """Make or change a file or record."""
        thing = self.there(entry)
        if entry.kind in MODELS:
            self.done(entry, save_media(self.uploads, entry, thing))
            return
        declared = fields.COMMON | kinds.RECORD_KINDS[entry.kind].fields
        thing = thing or kinds.RECORD_KINDS[entry.kind].model()
        for attr, value in fields.simple(type(thing), declared, entry.said, self.ids).items():
            setattr(thing, attr, value)
        fields.put_streams(thing, declared, entry.said, self.ids, f"{entry.kind} {entry.name}")
        if entry.kind == "recordings":
            put_recording(self.uploads, thing, entry)
        else:
            fields.put_rows(thing, declared, entry.said, self.ids)
        thing.save()
        self.done(entry, thing)

    def save_claim(self, entry):
        """Make or change a claim, with one revision."""
        result, _hash, _key = entry.name.partition("#")
        contained = self.bundle.pages[result].model.bundle_contains["claims"]
        thing = self.there(entry) or contained.model()
        declared = CLAIM_COMMON | contained.fields
        for attr, value in fields.simple(contained.model, declared, entry.said, self.ids).items():
            setattr(thing, attr, value)
        setattr(thing, f"{contained.parent}_id", self.ids.find("page", result))
        draft = entry.said.get("status") == "draft"
        thing.live = not draft
        thing.save()
        revision = thing.save_revision(clean=False, log_action=True)
        if not draft:
            revision.publish()
        self.done(entry, thing)

    def take_over_site(self):
        """Let the site begin at the first home page, in place of Wagtail's welcome page."""
        first = settings.LANGUAGE_CODES[0]
        entry, fate = self.plan.todo.get(("page", first), (None, None))
        if entry is None or fate == plans.SAME:
            return
        home = Page.objects.get(pk=self.ids.find("page", first))
        site = Site.objects.filter(is_default_site=True).first()
        welcome = site and site.root_page
        if site is None:
            site = Site(hostname="localhost", is_default_site=True)
        if welcome is None or welcome.specific_class is Page:
            site.root_page = home
            site.site_name = site.site_name or self.bundle.site.said["name"]
            site.save()
        strays = Page.objects.filter(depth=2, slug="home", numchild=0)
        for page in strays:
            if page.specific_class is Page:
                page.delete()

    def save_settings(self, entry):
        """Set what the region says of itself."""
        site = Site.objects.get(is_default_site=True)
        thing = SiteSettings.objects.filter(site=site).first() or SiteSettings(site=site)
        said, contact, licence = (entry.said, entry.said.get("contact", {}),
                                  entry.said.get("licence", {}))  # fmt: skip
        thing.name = said["name"]
        thing.tagline = said.get("tagline", {})
        thing.email, thing.website = contact.get("email", ""), contact.get("website", "")
        default = SiteSettings()
        thing.text_licence = licence.get("text", default.text_licence)
        thing.data_licence = licence.get("data", default.data_licence)
        menus = said.get("navigation", {})
        streams = {
            "main_menu": [("page", page) for page in menus.get("main", [])],
            "footer_menu": [("page", page) for page in menus.get("footer", [])],
            "follow": [("link", link) for link in said.get("follow", [])],
            "colours": [("colour", {"name": name, "value": value})
                        for name, value in said.get("tokens", {}).items()],
        }  # fmt: skip
        for name, values in streams.items():
            rows = [{"type": kind, "value": self.ids.resolve(value)} for kind, value in values]
            fields.put_stream(thing, name, rows, "site")
        thing.save()
        self.done(entry, thing)

    def index(self):
        """Note once, at the end, what refers to what."""
        for entry in self.touched:
            thing = self.ids.thing(entry.kind, entry.name)
            if ReferenceIndex.model_is_indexable(type(thing)):
                ReferenceIndex.create_or_update_for_object(thing)

    def remember(self):
        """Note what was imported, and what the site holds of it now."""
        rows = []
        for entry in self.touched:
            label, pk = self.ids.known[entry.kind, entry.name]
            rows.append(Imported(
                kind=entry.kind, name=entry.name, origin=self.bundle.under or "",
                target=f"{label}:{pk}", said=digest(entry.said),
            ))  # fmt: skip
        now = snapshots.current(rows)
        for row in rows:
            row.stored = now[row.target]
        Imported.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["kind", "name"],
            update_fields=["origin", "target", "said", "stored"],
        )  # fmt: skip


class Order:
    """Put siblings in the order of the bundle where the bundle changed it."""

    def __init__(self, run):
        self.run = run

    def restore(self):
        """Order the pages below every page of the bundle."""
        children = {}
        for page in self.run.bundle.pages.values():
            children.setdefault(page.parent, []).append(page.name)
        for parent, names in children.items():
            state = self.run.plan.states.get(("order", parent))
            said = digest(names)
            if state is None or state.said != said:
                self.sort(names)
                Imported.objects.update_or_create(
                    kind="order", name=parent,
                    defaults={"said": said, "origin": self.run.bundle.under or ""},
                )  # fmt: skip

    def sort(self, names):
        """Move as few pages as can be: those outside the longest run that is in order already."""
        pks = [self.run.ids.find("page", name) for name in names]
        paths = dict(Page.objects.filter(pk__in=pks).values_list("pk", "path"))
        still = longest_rise([paths[pk] for pk in pks])
        for i, pk in enumerate(pks):
            if i not in still:
                place = ("right", pks[i - 1]) if i else ("left", pks[min(still)])
                page, neighbour = Page.objects.get(pk=pk), Page.objects.get(pk=place[1])
                page.move(neighbour, pos=place[0])


def longest_rise(values):
    """Return the places of a longest rising subsequence (patience sorting)."""
    ends, before = [], []
    for i, value in enumerate(values):
        pile = bisect_left(ends, value, key=values.__getitem__)
        before.append(ends[pile - 1] if pile else None)
        ends[pile : pile + 1] = [i]
    found, place = set(), ends[-1] if ends else None
    while place is not None:
        found.add(place)
        place = before[place]
    return found
