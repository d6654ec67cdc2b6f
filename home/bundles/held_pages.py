"""What the site holds of pages and their claims, as the reader of bundles says it."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from home.bundles.contents import Entry
from home.bundles.held import Held, said_name
from home.bundles.held_bodies import HeldBody
from home.bundles.held_links import HeldLinks
from home.bundles.plan import replaced_first
from koers import bundle as kinds


class HeldPage(Held):
    """Read one page; `facts` is the page that holds its facts."""

    def __init__(self, site, entry, version, facts=None):
        writer = HeldLinks(site, entry, site.left)
        super().__init__(site.names, site.left, entry.name, writer, entry.language)
        self.site = site
        self.entry = entry
        self.version = version
        self.facts = facts or version

    def read(self):
        """Fill in what the page says."""
        entry, said = self.entry, self.entry.said
        said["type"] = entry.type
        said["translates"] = entry.original.name if entry.original else ""
        said |= self.translated() if entry.original else self.own()
        if entry.original and self.version.is_stale:
            said["follows"] = timezone.localdate(self.version.words_on).isoformat()
        said["title"] = said.get("title") or entry.slug
        said |= self.moments() | self.site.privacy.access(entry, self.site)
        said["body"] = HeldBody(self.site, entry, self.left, self.writer).read(
            self.version.body.raw_data
        )
        entry.blocks = said["body"]
        self.tell_lost()

    def own(self):
        """Return the fields of a page that holds its facts itself."""
        declared, required = self.entry.model.bundle_fields, self.entry.model.bundle_required
        words = {name: kind for name, kind in declared.items() if kind.word}
        facts = {name: kind for name, kind in declared.items() if not kind.word}
        said = self.fields(words, self.version, required)
        said |= self.fields(facts, self.facts, required)
        if "image" in said:
            said.setdefault("image_alt", "")
        return said

    def note_row(self, name, row, said, number):
        """Remember the place of a row; its words may be those of another language."""
        self.site.row_numbers[self.entry.name, name, row.translation_key] = number
        if self.facts is not self.version:
            kind = self.entry.model.bundle_fields[name]
            words = {key: item for key, item in kind.fields.items() if item.word}
            rows = getattr(self.version, kind.relation).all()
            for own in (own for own in rows if own.translation_key == row.translation_key):
                said |= self.fields(words, own)

    def translated(self):
        """Return the words of a translation."""
        found = {}
        for name, kind in self.entry.model.bundle_fields.items():
            if isinstance(kind, kinds.Rows):
                value = self.row_words(kind, name)
            else:
                value = self.value(kind, name, self.version) if kind.word else None
            if value:
                found[name] = value
        return found

    def row_words(self, kind, name):
        """Return the words of a translation's rows, each with what says which row is meant."""
        words = {key: item for key, item in kind.fields.items() if item.word}
        original, found = self.entry.original, {}
        for row in getattr(self.version, kind.relation).all():
            key = original.name, name, getattr(row, "translation_key", None)
            said = self.fields(words, row) if key in self.site.row_numbers else {}
            if said:
                number = self.site.row_numbers[key]
                facts = original.said[name][number]
                identity = {field: said_name(facts[field]) for field in kind.identity
                            if field in facts}  # fmt: skip
                found[number] = {"row": number, "identity": identity, "words": said}
        return [found[number] for number in sorted(found)]

    def moments(self):
        """Return when the page goes live and when it ends."""
        start, end = self.version.go_live_at, self.version.expire_at
        if self.version.live and start and start > timezone.now():
            start = None
        if start and end and end <= start:
            self.miss("expire_at", _("it lies before the beginning"))
            end = None
        pairs = (("go_live_at", start), ("expire_at", end))
        return {name: timezone.localtime(value).isoformat() for name, value in pairs if value}

    def tell_lost(self):
        """Tell of what editors set and no bundle can hold."""
        if self.version.seo_title or self.version.search_description:
            self.left.add(self.where, _("title and description for search engines"))


class HeldClaims:
    """Read the records inside an original's file, as the claims of a result are."""

    def __init__(self, site, entry, pk, name, contained):
        self.site = site
        self.entry = entry
        self.pk = pk
        self.name = name
        self.contained = contained
        group = [entry, *site.translations(entry)]
        self.languages = {page.language for page in group}

    def read(self):
        """Return the entries of the records by key, replaced ones before what replaces them."""
        rows = self.contained.model.objects.filter(**{self.contained.parent: self.pk})
        found, replaced = {}, {}
        for row in rows.order_by("pk"):
            entry, version = self.entry_of(row)
            if entry is not None:
                found[row.pk] = entry
                replaced[row.pk] = getattr(version, "supersedes_id", None)
        for pk, other in replaced.items():
            if other in found and other != pk:
                found[pk].said["supersedes"] = {"$claim": found[other].name}
            elif other:
                self.site.left.add(found[pk].name, _("what it replaces does not go along"))
        self.site.names.claims |= {pk: entry.name for pk, entry in found.items()}
        self.keep_one_mark(found.values())
        ordered = replaced_first(found.values())
        return {entry.name.partition("#")[2]: entry for entry in ordered}

    def entry_of(self, row):
        """Return (entry, version) of one record; None where it is not complete."""
        left, name = self.site.left, f"{self.entry.name}#{row.key}"
        version = row if row.live else row.get_latest_revision_as_object()
        if row.live and row.has_unpublished_changes:
            left.add(name, _("changes that are not published"))
        held = Held(self.site.names, left, name)
        declared = {key: kind for key, kind in self.contained.fields.items() if key != "supersedes"}
        said = {"key": row.key} | held.fields(declared, version, self.contained.required)
        if not row.live:
            said["status"] = "draft"
        for word, kind in declared.items():
            if isinstance(kind, kinds.Words) and word in said:
                said[word] = self.spoken(name, word, said[word])
        said = {key: value for key, value in said.items() if value != {}}
        reason = self.incomplete(row, version, said)
        if reason:
            left.add(name, _("a draft that is not complete: %(reason)s") % {"reason": reason})
            return None, version
        return Entry("claim", name, self.entry.file, said=said | self.parent()), version

    def parent(self):
        """Return the result, as a record says to which it belongs."""
        return {self.contained.parent: {"$page": self.entry.name}}

    def spoken(self, name, word, texts):
        """Return words in the languages in which there is a page to write them on."""
        for code in sorted(set(texts) - self.languages):
            self.site.left.add(
                name, _("%(word)s: there is no page in %(code)s") % {"word": word, "code": code}
            )
        return {code: text for code, text in sorted(texts.items()) if code in self.languages}

    def incomplete(self, row, version, said):
        """Say why a draft cannot be written, or nothing."""
        missing = [key for key in self.contained.required if key not in said]
        if missing:
            return ", ".join(missing)
        try:
            if not row.live:
                version.clean()
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

    def keep_one_mark(self, entries):
        """Keep the mark that holds now where drafts claim it too."""
        marked = [entry for entry in entries if entry.said.get("current")]
        marked.sort(key=lambda entry: "status" in entry.said)
        for entry in marked[1:]:
            del entry.said["current"]
            self.site.left.add(entry.name, _("the mark “holds now”, which another claim has"))
