"""Pages of a bundle put on the site: their places first, then what they say."""

import uuid
from datetime import date, datetime

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.crypto import get_random_string
from wagtail.models import Locale, Page, PageViewRestriction

from home.bundles import fields
from home.bundles.snapshots import target_of


class PageWriter:
    """Write pages, each in two steps, so that pages can name each other."""

    def __init__(self, plan):
        self.ids = plan.ids
        self.pages = plan.bundle.pages
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.keys = {}

    def key_of(self, entry):
        """Return the translation key that a page shares with its translations."""
        name = entry.source.name
        if name not in self.keys:
            there = ("page", name) in self.ids.known
            pks = [self.ids.find("page", name)] if there else []
            found = Page.objects.filter(pk__in=pks).values_list("translation_key", flat=True)
            self.keys[name] = found.first() or uuid.uuid4()
        return self.keys[name]

    def place(self, entry):
        """Make a new page at its place, empty and not live; or move an old one back."""
        parent = self.parent_of(entry)
        if ("page", entry.name) in self.ids.known:
            self.bring_back(entry, parent)
            return
        page = entry.model(slug=entry.slug, live=False, has_unpublished_changes=True)
        self.put_core(page, entry)
        parent.add_child(instance=page)
        self.ids.add("page", entry.name, target_of(page))

    def parent_of(self, entry):
        """Return the page above."""
        if not entry.parent:
            return Page.get_first_root_node()
        if ("page", entry.parent) in self.ids.known:
            return Page.objects.get(pk=self.ids.find("page", entry.parent))
        return Page.objects.get(url_path=f"/{entry.parent}/")

    def bring_back(self, entry, parent):
        """Move a page back to where the bundle has it."""
        page = self.ids.thing("page", entry.name)
        if page.get_parent().pk != parent.pk:
            page.move(parent, pos="last-child")
            page = self.ids.thing("page", entry.name)
        if page.slug != entry.slug:
            page.slug = entry.slug
            page.save(clean=False)

    def put_core(self, page, entry):
        """Set title, language, ties and the facts that a page cannot be without."""
        page.title = page.draft_title = entry.said["title"]
        page.locale = self.locales[entry.language]
        page.source_locale = self.locales[entry.source.language]
        page.translation_key = self.key_of(entry)
        for name in entry.model.bundle_required:
            kind = entry.model.bundle_fields[name]
            if not kind.word:
                value = self.ids.resolve(entry.source.said[name])
                attr = fields.attribute(entry.model, name)
                setattr(page, entry.model._meta.get_field(attr).attname, value)

    def write(self, entry):
        """Set everything that a page says, and publish it or not."""
        page = self.ids.thing("page", entry.name)
        declared = entry.model.bundle_fields
        for attr, value in fields.simple(entry.model, declared, entry.said, self.ids).items():
            setattr(page, attr, value)
        self.put_core(page, entry)
        fields.put_streams(page, declared, entry.said, self.ids, entry.name)
        fields.put_stream(page, "body", self.ids.resolve(entry.said["body"]), entry.name)
        if entry.original is None:
            fields.put_many(page, declared, entry.said, self.ids)
            fields.put_rows(page, declared, entry.said, self.ids)
        else:
            source = self.ids.thing("page", entry.original.name)
            fields.put_row_words(page, source, declared, entry.said)
            page.follow(source)
            if "follows" in entry.said:
                page.fall_behind(date.fromisoformat(entry.said["follows"]))
        self.publish(page, entry.said)
        self.restrict(page, entry.said.get("access"))

    def publish(self, page, said):
        """Save a page with one revision: live, waiting for its day, expired or a draft."""
        now = timezone.now()
        page.go_live_at = moment(said.get("go_live_at"))
        page.expire_at = moment(said.get("expire_at"))
        draft = said.get("status") == "draft"
        waiting = not draft and page.go_live_at is not None and page.go_live_at > now
        over = page.expire_at is not None and page.expire_at <= now
        if page.live and (draft or waiting or over):
            page.unpublish(log_action=False)
        page.live = page.expired = False
        # Saved first, so that the revision knows the ids of new rows.
        page.save(clean=False)
        revision = page.save_revision(clean=False, log_action=True)
        if not draft and not over:
            revision.publish()
        elif over and not draft:
            type(page).objects.filter(pk=page.pk).update(
                expired=True, has_unpublished_changes=False
            )

    def restrict(self, page, access):
        """Set who may see a page; a password that was set on the site stays."""
        kind = {"login": "login", "password": "password", None: None}.get(
            access if not isinstance(access, dict) else "", "groups"
        )
        groups = set(access["groups"]) if kind == "groups" else set()
        there = list(PageViewRestriction.objects.filter(page=page).prefetch_related("groups"))
        found = [
            (old.restriction_type, {group.name for group in old.groups.all()}) for old in there
        ]
        if found == ([(kind, groups)] if kind else []):
            return
        for restriction in there:
            restriction.delete()
        if kind:
            # Nobody knows this password: the page stays closed until somebody sets another.
            password = get_random_string(50) if kind == "password" else ""
            made = PageViewRestriction(page=page, restriction_type=kind, password=password)
            made.save()
            made.groups.set(Group.objects.filter(name__in=groups))


def moment(text):
    """Return a moment that was written with its offset."""
    return datetime.fromisoformat(text) if text else None
