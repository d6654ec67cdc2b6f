"""Who may see the pages of an export; what a bundle cannot say of it keeps a page closed."""

from django.utils.translation import gettext as _
from wagtail.models import PageViewRestriction


class Privacy:
    """Know the restrictions of all pages by their place in the tree."""

    def __init__(self, left):
        self.left = left
        self.rules = {}
        rows = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
        for row in rows.order_by("pk"):
            rule = self.rule(row)
            other = self.rules.setdefault(row.page.path, rule)
            if other != rule:
                self.rules[row.page.path] = "password"

    def rule(self, row):
        """Return a restriction as a page says it; a closed group of nobody stays closed."""
        if row.restriction_type != "groups":
            return row.restriction_type
        groups = sorted(group.name for group in row.groups.all())
        return {"groups": groups} if groups else "password"

    def nearest(self, row):
        """Return the rule of a page or of the nearest page above it."""
        for end in range(len(row.path), 0, -row.steplen):
            if row.path[:end] in self.rules:
                return self.rules[row.path[:end]]
        return None

    def access(self, entry, site):
        """Return what a page says of who may see it."""
        row = site.row(entry)
        rule = self.rules.get(row.path)
        if entry.original is not None:
            return self.of_translation(entry, row, site)
        if site.is_top(row):
            # What closes the pages above the top of a pack must not be lost with them.
            rule = self.nearest(row) or self.nearest(site.facts(row))
        elif rule is None and site.facts(row) is not row:
            rule = self.rules.get(site.facts(row).path)
        if rule == "password":
            self.left.add(entry.name, _("its password; without one it stays closed"))
        return {"access": rule} if rule else {}

    def of_translation(self, entry, row, site):
        """Keep a translation that is more closed than its original a draft."""
        own, rule = self.rules.get(row.path), self.nearest(row)
        above = self.nearest(site.row(entry.original))
        if rule is None or own == above or (own is None and above is not None):
            return {}
        words = _("only this translation is private; it becomes a draft, lest it be public")
        self.left.add(entry.name, words)
        return {"status": "draft"}
