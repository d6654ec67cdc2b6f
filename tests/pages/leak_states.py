"""The states in which a page is no business of visitors, and how a page gets there."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from tests import factories as make
from tests.pages import leak_site
from tests.pages.leak_site import LANGUAGES, mark_of

HOUR = timedelta(hours=1)
GONE, CLOSED = {404}, {200, 302}
DRAFTED, ALIASED = "drafted", "aliased"


def kind_of(page):
    """Return the kind of a secret page or section."""
    return page.title.split()[0].removeprefix("mk").removesuffix("nlq")


def draft(site, page):
    """Make a page that nobody ever published."""
    page.unpublish()
    Page.objects.filter(pk=page.pk).update(
        first_published_at=None, last_published_at=None, live_revision=None
    )


def unpublished(site, page):
    """Take a page off the site."""
    page.unpublish()


def newer_draft(site, page):
    """Leave a page as it is and write secrets into its draft."""
    for name, value in leak_site.words(DRAFTED + kind_of(page), "nl").items():
        setattr(page, name, value)
    page.save_revision()


def scheduled_change(site, page):
    """Let the secrets of a draft wait for their moment."""
    page.go_live_at = timezone.now() + HOUR
    newer_draft(site, page)
    page.get_latest_revision().publish()


def expired_unnoticed(site, page):
    """Let a page expire while no task has run."""
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - HOUR)


def expired(site, page):
    """Let a page expire and the task run."""
    expired_unnoticed(site, page)
    call_command("publish_scheduled")


def scheduled(site, page):
    """Let a page wait for its first day."""
    draft(site, page)
    page.refresh_from_db()
    page.go_live_at = timezone.now() + HOUR
    page.save_revision().publish()


def restrict(page, kind, **more):
    """Make a page private."""
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, **more)
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.get_or_create(name="Leden")[0])


def password(site, page):
    """Close a page with a password."""
    restrict(page, "password", password="sesam")


def login(site, page):
    """Close a page to who has no account."""
    restrict(page, "login")


def group(site, page):
    """Close a page to all but one group."""
    restrict(page, "groups")


def moved(site, page):
    """Move a page under a private one; its translations stay where they are."""
    vault = Page.objects.filter(slug="kluis").first()
    if vault is None:
        vault = make.StandardPageFactory(slug="kluis", title="Kluis")
        restrict(vault, "login")
    page.move(vault, pos="last-child")


def below_private(site, page):
    """Close what is right above a page; for the pages of a list, the list."""
    above = page.get_parent()
    if above.depth > 2 and not above.view_restrictions.exists():
        restrict(above, "groups")
    elif above.depth == 2:
        restrict(page, "groups")


def untranslated(site, page):
    """Take only the translations of a page off the site."""
    for other in page.get_translations():
        other.specific.unpublish()


def aliased_gone(site, page):
    """Repeat a page elsewhere, then let page and repetition outlive its end in silence."""
    page.create_alias(parent=site.home["nl"], update_slug=f"{page.slug}alias")
    Page.objects.filter(pk=page.pk).update(live=False)


def aliased(site, page):
    """Repeat a visible page elsewhere, under a marked address."""
    slug = mark_of(f"{ALIASED}{kind_of(page)}", "nl")
    page.create_alias(parent=site.home["nl"], update_slug=slug)


@dataclass
class State:
    """One way to hide: what it does, which marks must not show, and what an address answers."""

    hide: callable
    answers: set
    marks: tuple = tuple(LANGUAGES)
    prefix: str = ""
    sections: bool = False
    # The database holds the same as in another state: each place in one language will do.
    thin: bool = False

    def __str__(self):
        return self.hide.__name__

    def hidden(self, kinds):
        """Return the marks that nobody may see."""
        names = [name for kind in kinds for name in (kind, f"slug{kind}")]
        if self.prefix:
            names = [f"{self.prefix}{kind}" for kind in kinds]
            names += [f"slug{name}" for name in names]
        found = {mark_of(name, code) for name in names for code in self.marks}
        found |= {mark_of(leak_site.DRAFT_CLAIM, code) for code in LANGUAGES}
        if "result" in kinds and not self.prefix and len(self.marks) == len(LANGUAGES):
            found |= {mark_of(leak_site.CLAIM, code) for code in LANGUAGES}
        return found


STATES = [
    State(draft, GONE, thin=True),
    State(unpublished, GONE, sections=True),
    State(newer_draft, {200}, marks=("nl",), prefix=DRAFTED, thin=True),
    State(scheduled_change, {200}, marks=("nl",), prefix=DRAFTED, thin=True),
    State(expired_unnoticed, GONE, sections=True, thin=True),
    State(expired, GONE, thin=True),
    State(scheduled, GONE, thin=True),
    State(password, CLOSED, sections=True, thin=True),
    State(login, CLOSED, thin=True),
    State(group, CLOSED),
    State(moved, CLOSED),
    State(below_private, CLOSED, thin=True),
    State(untranslated, GONE, marks=("en", "de"), sections=True),
    State(aliased_gone, GONE, thin=True),
    State(aliased, {200}, marks=("nl",), prefix=ALIASED, thin=True),
]
