"""The transcript of a recording as a form."""

from django import forms
from django.utils.translation import gettext_lazy

LONGEST = 1_000_000


class TranscriptForm(forms.Form):
    """Take a transcript, or nothing where the captions shall tell what is said."""

    text = forms.CharField(
        label=gettext_lazy("Transcript"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 30}),
    )

    def clean_text(self):
        """Return the text with one kind of line end, and one at its end."""
        text = self.cleaned_data["text"].replace("\r\n", "\n").strip()
        return text and f"{text}\n"
