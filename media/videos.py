"""Video pages: a recording with chapters, transcript and downloads."""

from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.routable_page.models import path
from wagtail_localize.fields import SynchronizedField

from cases import facets
from cases.listings import IndexPage
from cases.projects import AboutProjects, ProjectPage
from cases.themes import ThemedPage
from koers import bundle, locales, structured_data
from koers.panels import editor
from koers.routed_pages import RoutedPage

# Seconds of speech that one search result stands for.
SECTION = 60
# Each kind of file of captions: what it is called, and its content type.
CAPTION_FILES = {
    "vtt": (_("Captions (WebVTT), %(language)s"), "text/vtt; charset=utf-8"),
    "srt": (_("Captions (SRT), %(language)s"), "application/x-subrip; charset=utf-8"),
    "txt": (_("Transcript (TXT), %(language)s"), "text/plain; charset=utf-8"),
}


class VideoIndexPage(IndexPage):
    """List the videos."""

    bundle_type = "video-index"
    subpage_types = ["media.VideoPage"]
    kind = _("Overview")

    class Meta:
        verbose_name = _("list of videos")

    @property
    def item_model(self):
        """Name the type of page that is listed."""
        return VideoPage

    def facets(self):
        """Filter by theme."""
        return [facets.themes(VideoPage)]


class VideoPage(RoutedPage, AboutProjects, ThemedPage):
    """Show one recording."""

    recording = models.ForeignKey(
        "media.Recording",
        verbose_name=_("recording"),
        on_delete=models.PROTECT,
        related_name="pages",
    )
    speakers = ParentalManyToManyField(
        "cases.Person", verbose_name=_("speakers"), blank=True, related_name="+"
    )
    projects = ParentalManyToManyField(
        ProjectPage, verbose_name=_("projects"), blank=True, related_name="+"
    )

    fetched_along = ("image", "recording")
    bundle_type = "video"
    bundle_fields = ThemedPage.bundle_fields | {
        "recording": bundle.RecordRef(records="recordings"),
        "speakers": bundle.RecordRef(records="people", many=True),
        "projects": bundle.PageRef(type="project", many=True),
        "chapters": bundle.Rows(
            relation="chapters",
            fields={
                "time": bundle.Number(minimum=0),
                "title": bundle.Text(word=True, max_length=255),
            },
            identity=("time",),
            required=("time", "title"),
        ),
    }
    bundle_required = ("title", "recording")
    override_translatable_fields = [
        *ThemedPage.override_translatable_fields,
        SynchronizedField("recording", overridable=False),
        SynchronizedField("speakers", overridable=False),
        SynchronizedField("projects", overridable=False),
    ]
    parent_page_types = ["media.VideoIndexPage"]
    subpage_types = []
    kind = _("Video")
    plural = _("Videos")
    number_words = ngettext_lazy("%(n)s video", "%(n)s videos", "n")
    theme_order = 40
    card_template = "components/video_card.html"
    template = "media/video_page.html"

    edit_handler = editor(
        FieldPanel("recording"),
        FieldPanel("themes"),
        tabs=[
            (
                _("In this video"),
                [
                    InlinePanel("chapters", label=_("chapter"), heading=_("Chapters")),
                    FieldPanel("speakers"),
                    FieldPanel("projects"),
                ],
            ),
            (_("Text"), [FieldPanel("body")]),
        ],
    )

    class Meta:
        verbose_name = _("video")

    @classmethod
    def for_cards(cls, pages):
        """Add the recording and the picture that cards show."""
        pages = super().for_cards(pages).select_related("recording", "image")
        return pages.prefetch_related("image__renditions", "recording__versions")

    @property
    def film(self):
        """Return the recording of the original."""
        return self.source.recording

    @cached_property
    def speaker_people(self):
        """Return the people who speak, with their roles."""
        speakers = self.source.speakers.all()
        return list(speakers.with_roles() if isinstance(speakers, QuerySet) else speakers)

    @cached_property
    def chapter_rows(self):
        """Return the chapters of the original with titles in this page's language."""
        return self.rows_with_words("chapters", "title")

    @property
    def poster(self):
        """Return the address of the still picture, or nothing."""
        if image := self.source.image:
            return image.social_address
        return self.film.poster.url if self.film.poster else ""

    def cut(self, cutter):
        """Add who speaks, the chapters, and what is said, a minute a section."""
        for person in self.speaker_people:
            cutter.add(person.name)
        super().cut(cutter)
        if self.speech_language:
            return
        if self.speech and not self.is_timed:
            cutter.begin(_("Transcript"), "#k-uitgeschreven")
        chapters = list(self.chapter_rows)
        begun = -SECTION
        for part in self.speech:
            title = ""
            while chapters and part.timed and chapters[0].time <= part.start:
                title = chapters.pop(0).title_words
            if part.timed and (title or part.start - begun >= SECTION):
                begun = part.start
                cutter.begin(title or part.time, f"?t={part.second}")
            cutter.add(part.text)

    @cached_property
    def speech(self):
        """Return the text that is shown: the one written, else what the captions say."""
        film = self.film
        return film.written_transcript if self.is_written else film.paragraphs_in(self.speech_code)

    @property
    def is_timed(self):
        """Tell whether it is known of a part of the text when it begins."""
        return any(part.timed for part in self.speech)

    @cached_property
    def is_written(self):
        """Tell whether the text is one that was written rather than captions.

        A foreign one is not, where there are captions in the reader's language.
        """
        readable = self.speech_code == locales.code_of(self.locale_id)
        return bool(self.film.transcript) and not (self.film.foreign and readable)

    @property
    def speech_code(self):
        """Return the language of the captions to read."""
        return self.film.best_caption_language(locales.code_of(self.locale_id))

    @property
    def speech_language(self):
        """Return the language code of the text where it is not the page's."""
        code = self.film.language if self.is_written else self.speech_code
        return "" if code == locales.code_of(self.locale_id) else code

    @cached_property
    def downloads(self):
        """Return (title, address, size, language) of what can be downloaded."""
        film = self.film
        files = [*film.films, *film.described_films, *filter(None, [film.sound])]
        found = [(version.words, version.file.url, version.size, "") for version in files]
        if text := film.audio_description:
            found.append((_("Audio description as text"), text.url, text.size, film.language))
        if film.transcript and not film.track_in(film.language):
            found.append(
                (_("Transcript (TXT)"), film.transcript.url, film.transcript.size, film.language)
            )
        for track in film.caption_tracks:
            sizes = track.sizes
            for kind, (title, _type) in CAPTION_FILES.items():
                words = title % {"language": track.language_name}
                address = self.caption_address(track, kind)
                found.append((words, address, sizes[kind], track.language))
        return found

    @cached_property
    def tracks(self):
        """Return (captions, address) for the player."""
        return [(track, self.caption_address(track, "vtt")) for track in self.film.caption_tracks]

    def caption_address(self, track, kind):
        """Return the address of captions as a kind of file, below this page."""
        return self.url + self.reverse_subpage("captions", args=[track.language, kind])

    @path("captions/<slug:language>/<slug:kind>/", name="captions")
    def captions(self, request, language, kind):
        """Serve captions as WebVTT, SubRip or plain text; as private as the page."""
        track = self.film.track_in(language)
        if track is None or kind not in CAPTION_FILES:
            raise Http404
        _title, content_type = CAPTION_FILES[kind]
        response = HttpResponse(track.written_as(kind), content_type=content_type)
        name = content_disposition_header(kind != "vtt", f"{self.slug}-{language}.{kind}")
        response["Content-Disposition"] = name
        return response

    def structured_data(self, chrome):
        """Describe the video."""
        film, whole = self.film, chrome.request.build_absolute_uri
        more = {
            "uploadDate": film.created_at.isoformat(),
            "thumbnailUrl": chrome.picture or (film.poster and whole(film.poster.url)),
            "contentUrl": whole(film.films[0].file.url) if film.films else "",
            "embedUrl": film.external.player if film.external else "",
            "duration": f"PT{int(film.duration)}S" if film.duration else "",
            "transcript": "\n\n".join(self.transcript),
            "hasPart": [
                {
                    "@type": "Clip",
                    "name": chapter.title_words.text,
                    "startOffset": chapter.time,
                    "url": whole(f"{self.url}?t={chapter.time}"),
                }
                for chapter in self.chapter_rows
            ],
        }
        return [structured_data.work(self, chrome, "VideoObject", **more)]

    @property
    def transcript(self):
        """Return what is said, as paragraphs."""
        return [part.text for part in self.speech]

    def get_context(self, request, *args, **kwargs):
        """Add the second to start at, from `?t=`, and the films of the version asked for."""
        context = super().get_context(request, *args, **kwargs)
        asked = request.GET.get("t", "")
        start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
        if start > (self.film.duration or 10**6):
            start = 0
        described = request.GET.get("version") == "described" and bool(self.film.described_films)
        films = self.film.player_films(described) if self.film.films else []
        chosen = self.chosen(request)
        return context | {
            "start": start,
            "described": described,
            "films": films,
            "player": chosen.player_at(start) if chosen else "",
        }

    def serve(self, request, view=None, args=None, kwargs=None):
        """Show the page; the player of another site only to who chose it (`?player=1`)."""
        response = super().serve(request, view, args, kwargs)
        if chosen := self.chosen(request):
            response._csp_update = {"frame-src": [chosen.origin]}
        return response

    def chosen(self, request):
        """Return the video at another site whose player the visitor chose, or None."""
        return self.film.external if "player" in request.GET else None
