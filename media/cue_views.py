"""The pages on which editors change captions and transcripts beside the player."""

from hashlib import sha256

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.log_actions import log

from koers.link_care import edit_url
from media import captions, transcripts
from media.caption_checks import remarks
from media.caption_tracks import Captions
from media.conversion_admin import recording_for
from media.cue_form import MOST, CueTable
from media.recordings import Recording
from media.transcript_form import TranscriptForm


def digest(text):
    """Return what tells two texts apart."""
    return sha256(text.encode()).hexdigest()


class BesidePlayerView(View):
    """Share what both pages do: show a form beside the player, and save it over nobody's work."""

    def setup(self, request, pk, **kwargs):
        """Find the recording and what is stored of its text."""
        super().setup(request, pk=pk, **kwargs)
        self.recording = recording_for(request, pk)
        self.find(**kwargs)

    def get(self, request, pk, **kwargs):
        """Show what is stored."""
        return self.show(self.form(), digest(self.stored()))

    def post(self, request, pk, **kwargs):
        """Save, or say what is wrong; what somebody else saved meanwhile is told of first."""
        form = self.form(request.POST)
        with transaction.atomic():
            Recording.objects.select_for_update().get(pk=self.recording.pk)
            self.find(**kwargs)
            now = digest(self.stored())
            if request.POST.get("digest") != now:
                messages.error(request, self.overtaken)
                return self.show(form, now)
            if not form.is_valid():
                return self.show(form, now)
            self.save(form)
            # Search, and what else follows recordings, follows their saving.
            Recording.objects.get(pk=self.recording.pk).save()
            log(instance=self.recording, action="wagtail.edit")
        messages.success(request, self.saved)
        return redirect(request.path)

    @property
    def overtaken(self):
        """Say that somebody else saved, and what can be done."""
        return _(
            "Somebody else saved this while you worked on it. Nothing of yours is saved yet: below "
            "is your version. Open this page once more in another tab to see theirs; if you save "
            "now, yours takes its place."
        )

    def show(self, form, known):
        """Return the page; `known` is the digest of the text that the form was made from."""
        films = self.recording.films
        context = {
            "recording": self.recording,
            "film": films[-1] if films else None,
            "sound": self.recording.sound,
            "page_title": self.title,
            "page_subtitle": self.recording.title,
            "header_icon": "media",
            "digest": known,
            "back": edit_url(self.recording),
        }
        context |= self.more(form)
        return TemplateResponse(self.request, self.template, context)


def faults(table):
    """Return (number of the row, field, words) of what is wrong in the rows that stay."""
    if not table.is_bound or table.is_valid():
        return []
    return [
        (number, field, words)
        for number, row in enumerate(table.forms, 1)
        if not table._should_delete_form(row)
        for field in row
        for words in field.errors
    ]


class CuesView(BesidePlayerView):
    """Change the captions of one language as a table."""

    template = "media/admin/cues.html"

    def find(self, language):
        """Find the captions of a language; there may be none yet."""
        self.language = language
        rows = Captions.objects.filter(recording=self.recording, language=language)
        self.track = rows.first() or Captions(recording=self.recording, language=language)
        if not self.track.pk and language not in settings.LANGUAGE_NAMES:
            raise Http404

    def dispatch(self, request, *args, **kwargs):
        """Lead back where there are more captions than a form can send."""
        if not self.track.pk or len(self.track.cues) <= MOST:
            return super().dispatch(request, *args, **kwargs)
        words = _("The table takes %(most)s captions at most. Change the file, and upload it here.")
        messages.warning(request, words % {"most": MOST})
        return redirect(edit_url(self.recording))

    def stored(self):
        """Return the captions as they are stored."""
        return self.track.text if self.track.pk else ""

    def form(self, data=None):
        """Return the table."""
        text = self.stored()
        known = {"cues": self.track.cues, "head": captions.head(text)} if text else {}
        return CueTable(data, prefix="cues", **known)

    def save(self, form):
        """Store the captions."""
        if not self.track.pk:
            self.track.sort_order = self.recording.captions.count()
        name = f"{self.recording.key}-{self.language}.vtt"
        self.track.file = ContentFile(form.vtt.encode(), name=name)
        self.track.save()
        if remarks(form.made, self.recording.duration):
            messages.warning(self.request, _("Some rows could be easier to read: see below."))
        if self.recording.transcript and self.language == self.recording.language:
            messages.warning(self.request, transcript_apart())

    @property
    def title(self):
        """Name the page."""
        return _("Captions (%(language)s)") % {"language": self.track.language_name}

    @property
    def saved(self):
        """Say that it is saved."""
        return _("The captions are saved.")

    def more(self, form):
        """Return the table with what could be better, row by row."""
        known = {} if form.is_bound or not self.track.pk else self.remarks_by_row()
        rows = [(row, known.get(at, ())) for at, row in enumerate(form.forms)]
        speakers = sorted({cue.speaker for cue in form.cues if cue.speaker})
        return {
            "form": form,
            "rows": rows,
            "wrong": faults(form),
            "speakers": speakers,
            "language": self.language,
        }

    def remarks_by_row(self):
        """Return {row, counted from 0: what could be better there}."""
        cues = self.track.cues
        at = {cue.line: number for number, cue in enumerate(cues)}
        found = {}
        for remark in remarks(cues, self.recording.duration):
            found.setdefault(at[remark.line], []).append(remark.words)
        return found


def transcript_apart():
    """Say that a transcript does not follow the captions by itself."""
    return _(
        "The transcript of this recording was written apart: see whether it needs the same change."
    )


class TranscriptView(BesidePlayerView):
    """Change the transcript; where none was written yet, it begins as what the captions say."""

    template = "media/admin/transcript.html"

    def find(self):
        """Take the transcript as it is now."""
        self.recording.refresh_from_db(fields=["transcript"])

    def stored(self):
        """Return the transcript as it is stored, else what the captions say."""
        return self.recording.transcript_words or self.said()

    def said(self):
        """Return what the captions say, as a transcript."""
        language = self.recording.best_caption_language(self.recording.language)
        return transcripts.write(self.recording.paragraphs_in(language))

    def form(self, data=None):
        """Return a form with the text."""
        return TranscriptForm(data, initial={"text": self.stored()})

    def save(self, form):
        """Store the transcript; what the captions say anyway is not stored once more."""
        text = form.cleaned_data["text"]
        stored = self.recording.transcript
        if text and text != self.said():
            name = f"{self.recording.key}-{digest(text)[:8]}.txt"
            stored.save(name, ContentFile(text.encode()), save=False)
        else:
            self.recording.transcript = ""
        self.recording.save(update_fields=["transcript"])

    @property
    def title(self):
        """Name the page."""
        return _("Transcript")

    @property
    def saved(self):
        """Say that it is saved."""
        return _("The transcript is saved.")

    def more(self, form):
        """Return the form with what could be better."""
        parts = transcripts.read(form["text"].value() or "")
        found = transcripts.remarks(parts, self.recording.duration)
        return {
            "form": form,
            "remarks": captions.sentences(found),
            "own": bool(self.recording.transcript),
            "language": self.recording.language,
        }
