"""How a handbook is cited: as a sentence, as CSL-JSON, and as BibTeX made of that by pandoc."""

import json
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256

import pypandoc
from django.core.cache import cache
from django.utils.formats import date_format
from django.utils.translation import gettext as _

TYPES = {
    "csl": ("application/vnd.citationstyles.csl+json", "json"),
    "bibtex": ("application/x-bibtex; charset=utf-8", "bib"),
}


@dataclass(frozen=True)
class Citation:
    """What a reader needs to name a source: who, when, what, where."""

    key: str
    author: str
    day: date | None
    title: str
    address: str
    language: str
    # The chapter that is meant, with its number, and its address.
    part: str = ""
    part_address: str = ""
    edition: int | None = None

    @property
    def sentence(self):
        """Return the citation in words, after the style of the APA (seventh edition)."""
        when = f" ({date_format(self.day)})" if self.day else ""
        title = self.title
        if self.edition:
            title += " (" + _("edition %(number)s") % {"number": self.edition} + ")"
        if self.part:
            title = f"{self.part}. {_('In')}: {title}"
        return f"{self.author}{when}. {title}. {self.part_address or self.address}"

    def as_csl(self):
        """Return CSL-JSON (citationstyles.org, schema 1.0.2)."""
        entry = {
            "id": self.key,
            "type": "book",
            "title": self.title,
            "author": [{"literal": self.author}],
            "publisher": self.author,
            "URL": self.address,
            "language": self.language,
        }
        if self.edition:
            entry["edition"] = str(self.edition)
        if self.day:
            entry["issued"] = {"date-parts": [[self.day.year, self.day.month, self.day.day]]}
        return json.dumps([entry], ensure_ascii=False, indent=2) + "\n"

    def as_bibtex(self):
        """Return an entry of BibTeX."""
        csl = self.as_csl()
        key = f"bibtex-{sha256(csl.encode()).hexdigest()}"
        return cache.get_or_set(key, partial(pypandoc.convert_text, csl, "bibtex", "csljson"))

    def written_as(self, kind):
        """Return the citation as one of `TYPES`."""
        return self.as_csl() if kind == "csl" else self.as_bibtex()
