"""The table of cues as a form, row by row."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media.caption_files import to_vtt
from media.captions import VOICE, CaptionError, parse, sentences
from media.cue_rows import cue_of, row_of
from media.time_fields import TimeField

# A film of two hours has some 1,500; a row sends five fields at most, of 10,000 that are taken.
MOST = 1900
NEW_ROWS = 3


class CueForm(forms.Form):
    """Take one cue."""

    start = TimeField(label=gettext_lazy("From"), widget=forms.TextInput({"size": 9}))
    end = TimeField(label=gettext_lazy("Until"), widget=forms.TextInput({"size": 9}))
    speaker = forms.CharField(
        label=gettext_lazy("Speaker"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"size": 12, "list": "cue-speakers"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2, "cols": 42}),
    )

    def __init__(self, *args, **kwargs):
        """Say of each field which row it is of; labels stand above the columns only."""
        super().__init__(*args, **kwargs)
        number = int(self.prefix.rpartition("-")[2]) + 1 if self.prefix[-1].isdigit() else ""
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label} {number}".strip()

    def clean_speaker(self):
        """Refuse what would end the mark that names a speaker."""
        speaker = self.cleaned_data["speaker"]
        if "<" in speaker or ">" in speaker:
            raise ValidationError(_("A name has no < or >."))
        return speaker

    def clean_text(self):
        """Refuse what players take for a time; lines end in one way."""
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        if "-->" in text:
            raise ValidationError(_("The text has -->, which stands between two times."))
        return text

    def clean(self):
        """Ask for an end after the beginning, for words, and for one speaker."""
        said = self.cleaned_data
        start, end, text = said.get("start"), said.get("end"), said.get("text")
        if start is not None and end is not None and end <= start:
            self.add_error("end", _("It must end after it begins."))
        if start is not None and text is not None and not text.strip():
            self.add_error("text", _("Write what is said, or remove this row."))
        elif text and said.get("speaker") and VOICE.search(text):
            self.add_error("text", _("The text names a speaker of its own: <v …>. Give one only."))
        return said


class CueRows(forms.BaseFormSet):
    """Take all cues of a language; `cues` are those that are stored."""

    def __init__(self, *args, cues=(), head="WEBVTT", **kwargs):
        self.cues = cues
        self.head = head
        super().__init__(*args, initial=[row_of(cue) for cue in cues], **kwargs)

    def add_fields(self, form, index):
        """Say what the box that takes a row away does."""
        super().add_fields(form, index)
        label = _("Remove %(number)s") % {"number": "" if index is None else index + 1}
        form.fields[DELETION_FIELD_NAME].widget.attrs["aria-label"] = label.strip()

    def clean(self):
        """Make the captions that the rows stand for; they are sorted by time."""
        kept = [(at, one) for at, one in enumerate(self.forms) if not self._should_delete_form(one)]
        if any(form.errors for _at, form in kept):
            return
        old = dict(enumerate(self.cues))
        # Rows that nobody filled in have no time.
        rows = [(at, form.cleaned_data) for at, form in kept if "start" in form.cleaned_data]
        made = [cue_of(row, old.get(at)) for at, row in rows]
        if not made:
            words = _("No row is left. Captions that nobody needs are removed with the recording.")
            raise ValidationError(words)
        made.sort(key=lambda cue: cue.start)
        self.vtt = to_vtt(made, self.head)
        try:
            self.made = parse(self.vtt)
        except CaptionError as error:
            raise ValidationError(sentences(error.remarks)) from None


CueTable = forms.formset_factory(
    CueForm,
    formset=CueRows,
    extra=NEW_ROWS,
    can_delete=True,
    max_num=MOST,
    absolute_max=MOST + NEW_ROWS,
    validate_max=True,
)
