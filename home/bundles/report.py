"""What an import did, in numbers and names."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from home.bundles import plan as plans


@dataclass
class Report:
    """Hold what was made, changed, left as it was and no longer named."""

    made: Counter = field(default_factory=Counter)
    changed: Counter = field(default_factory=Counter)
    same: Counter = field(default_factory=Counter)
    gone: list = field(default_factory=list)
    overwritten: list = field(default_factory=list)

    @classmethod
    def of(cls, plan):
        """Make the report of a plan that was carried out."""
        report = cls(gone=plan.gone, overwritten=[str(problem) for problem in plan.conflicts])
        counters = {plans.NEW: report.made, plans.CHANGED: report.changed, plans.SAME: report.same}
        for entry, fate in plan.todo.values():
            counters[fate][entry.kind] += 1
        return report

    def lines(self):
        """Yield the report as lines of text."""
        rows = ((_("New"), self.made), (_("Changed"), self.changed), (_("Unchanged"), self.same))
        for words, counter in rows:
            parts = ", ".join(f"{kind} {number}" for kind, number in sorted(counter.items()))
            yield f"{words}: {parts or '–'}"
        if self.overwritten:
            yield _("Overwritten, though changed on the site:")
            yield from (f"  {line}" for line in self.overwritten)
        if self.gone:
            yield _("On the site, but no longer in the bundle (nothing was deleted):")
            yield from (f"  {name}" for name in self.gone)
