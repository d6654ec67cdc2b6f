"""What stands below the address of a handbook: its editions, their chapters, what changed."""

from django.db.models import Case, Q, TextField, Value, When
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from wagtail.contrib.routable_page.models import re_path

from handbooks.citation import TYPES, Citation
from handbooks.differences import Differences
from handbooks.editions import OTHER_WORD, WORDS, Edition, EditionChapter
from handbooks.freezing import freeze
from koers.jobs import States
from koers.routed_pages import RoutedPage
from media.access import Access
from media.serve import answer

EDITION = rf"^(?P<word>{'|'.join([OTHER_WORD, *WORDS.values()])})-(?P<number>[1-9]\d{{0,5}})/"
# Stands for the text as it is now.
NOW = "now"


class WithEditions(RoutedPage):
    """Serve the editions of a handbook, as private as itself; in no search and no site map."""

    class Meta:
        abstract = True

    @cached_property
    def known_editions(self):
        """Return all editions without their long texts, the newest first."""
        editions = list(self.editions.for_lists())
        for edition in editions:
            edition.handbook = self
        return editions

    @property
    def standing_editions(self):
        """Return the editions that can be read, the newest first."""
        return [one for one in self.known_editions if one.withdrawn_at is None]

    @property
    def latest_edition(self):
        """Return the newest edition that can be read, or None."""
        return next(iter(self.standing_editions), None)

    @property
    def older_editions(self):
        """Return the editions that are not the newest; those that were withdrawn too."""
        return [one for one in self.known_editions if one is not self.latest_edition]

    def edition_at(self, word, number):
        """Return the edition at an address; Http404 where there never was one."""
        for edition in self.known_editions:
            if edition.slug == f"{word}-{number}":
                return edition
        raise Http404

    def get_route_paths(self):
        """Return what stands below the address, so that redirects lead on after a move."""
        found = [*super().get_route_paths()]
        for edition in self.known_editions:
            found.append(f"/{edition.slug}/")
            found += [f"/{edition.slug}/{chapter.path}/" for chapter in edition.contents]
        return found

    @re_path(EDITION + r"$", name="edition")
    def edition(self, request, word, number):
        """Show the beginning of an edition: what changed, its contents, its introduction."""
        edition = self.edition_at(word, number)
        edition.refresh_from_db(fields=["intro"])
        exports = edition.exports.filter(state=States.DONE)
        return self.shown(request, "handbooks/edition.html", edition, None, {"exports": exports})

    @re_path(EDITION + r"cite/(?P<kind>\w+)/$", name="edition_cite")
    def edition_cite(self, request, word, number, kind):
        """Give the citation of an edition as a file."""
        edition = self.standing(self.edition_at(word, number))
        if kind not in TYPES:
            raise Http404
        citation = self.citation_of(edition, request)
        return citation_file(citation, kind, citation.key)

    @re_path(EDITION + r"differences/(?P<other>now|[1-9]\d{0,5})/$", name="differences")
    def differences(self, request, word, number, other):
        """Compare an edition with an older one, or the text of now with an edition."""
        edition = self.standing(self.edition_at(word, number))
        if other == NOW:
            old, new = edition, freeze(self)
        else:
            old, new = self.standing(self.edition_at(word, other)), edition
            if old.number >= new.number:
                raise Http404
        context = {"differences": Differences(old, new), "now": other == NOW, "old": old}
        return self.shown(request, "handbooks/differences.html", edition, None, context)

    @re_path(EDITION + r"files/(?P<kind>\w+)/$", name="edition_file")
    def edition_file(self, request, word, number, kind):
        """Give an edition as a file."""
        edition = self.standing(self.edition_at(word, number))
        export = edition.exports.filter(format=kind, state=States.DONE).first()
        if export is None:
            raise Http404
        export.edition = edition
        allowed = Access.EVERYONE if self.known_public else Access.VISITOR
        response = answer(request, export.file.name, allowed, export.name)
        response["X-Robots-Tag"] = "noindex"
        return response

    @re_path(EDITION + r"(?P<path>[^/]+(?:/[^/]+)?)/$", name="edition_chapter")
    def edition_chapter(self, request, word, number, path):
        """Show a chapter of an edition as it was."""
        edition = self.edition_at(word, number)
        text = Case(When(path=path, then="html"), default=Value(""), output_field=TextField())
        edition.contents = list(edition.chapters.defer("html").annotate(text=text))
        found = next((one for one in edition.contents if one.path == path), None)
        if found is None:
            raise Http404
        return self.shown(request, "handbooks/edition_chapter.html", edition, found)

    def standing(self, edition):
        """Return an edition that can be read; Http404 where it was withdrawn."""
        if edition.withdrawn_at:
            raise Http404
        return edition

    def citation_of(self, edition, request, chapter=None):
        """Return how an edition, or a chapter of it, is cited."""
        return Citation(
            key=f"{self.slug}-{edition.slug}",
            author=edition.author,
            day=edition.issued_on,
            title=edition.title,
            address=request.build_absolute_uri(edition.url),
            language=edition.language,
            part=chapter.full_title if chapter else "",
            part_address=request.build_absolute_uri(chapter.url) if chapter else "",
            edition=edition.number,
        )

    def shown(self, request, template, edition, chapter, more=None):
        """Show something of an edition, or why there is nothing of it any more."""
        if edition.withdrawn_at:
            template, more, chapter = "handbooks/withdrawn.html", {}, None
        context = self.get_context(request)
        context["chrome"].languages = languages(edition, chapter, context["chrome"])
        request.koers_title = chapter.title if chapter else edition.title
        context |= {
            "edition": edition,
            "chapter": chapter,
            "newest": self.latest_edition,
            "citation": self.citation_of(edition, request, chapter),
            "live": live_version(self, chapter),
        }
        if chapter:
            context["before"], context["after"] = neighbours(chapter)
        context |= more or {}
        status = 410 if edition.withdrawn_at else 200
        response = TemplateResponse(request, template, context, status=status)
        response["X-Robots-Tag"] = "noindex"
        return response


def live_version(handbook, chapter):
    """Return the page that holds the text of now: of a chapter where there still is one."""
    if chapter is None:
        return handbook
    pages = (entry.page for entry in handbook.contents.flat)
    return next((page for page in pages if page.translation_key == chapter.key), None)


def neighbours(chapter):
    """Return the chapters before and after one of an edition; None at the ends."""
    chapters = [None, *chapter.edition.contents, None]
    place = chapters.index(chapter)
    return chapters[place - 1], chapters[place + 1]


def languages(edition, chapter, chrome):
    """Return (code, name, address) of an edition and those tied to it, else of the handbook."""
    if len(chrome.translations) < 2:
        return []
    root = edition.original_id or edition.pk
    tied = Edition.objects.filter(Q(pk=root) | Q(original=root)).standing().for_lists()
    slugs = {}
    for one in tied:
        slugs.setdefault(one.handbook_id, one)
    slugs[edition.handbook_id] = edition
    paths = {}
    if chapter:
        same = EditionChapter.objects.filter(edition__in=slugs.values(), key=chapter.key)
        paths = {pk: f"{path}/" for pk, path in same.values_list("edition", "path")}
    return [
        (code, name, address_in(page, slugs.get(page.pk), paths))
        for code, name, page in chrome.translations
    ]


def address_in(page, edition, paths):
    """Return the address of an edition in a language, or of the handbook where it has none."""
    return f"{page.url}{edition.slug}/{paths.get(edition.pk, '')}" if edition else page.url


def citation_file(citation, kind, name):
    """Return a citation as a file to download."""
    content_type, ending = TYPES[kind]
    response = HttpResponse(citation.written_as(kind), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}")
    return response
