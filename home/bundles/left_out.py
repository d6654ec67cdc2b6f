"""What an export does not take along, told in few lines."""

from django.utils.translation import gettext as _


class LeftOut:
    """Collect what is left out: where, and what."""

    def __init__(self):
        self.found = {}

    def add(self, where, what):
        """Remember once that something at a place is left out."""
        self.found.setdefault((where, str(what)))

    @property
    def always(self):
        """Return what no bundle holds, as a sentence."""
        return _("Never in a bundle: accounts, passwords, history, subscriptions, comments, tags, "
                 "collections and focal points.")  # fmt: skip

    @property
    def rows(self):
        """Return (where, what) of all that was left out."""
        return list(self.found)

    def lines(self):
        """Yield what is left out as lines of text: what always is, then what was found."""
        yield self.always
        if self.found:
            yield _("Left out here:")
            yield from (f"  {where}: {what}" for where, what in self.found)
