"""Short texts of records in several languages, held as one map of language to text."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language


@dataclass(frozen=True)
class Word:
    """A text and, where it is not in the reader's language, the code of its language."""

    text: str
    lang: str = ""

    def __str__(self):
        return self.text

    def __bool__(self):
        return bool(self.text)

    @property
    def own(self):
        """Return the text where it is in the reader's language, else nothing."""
        return "" if self.lang else self.text


def pick(texts, language=None):
    """Choose the text in the reader's language, else the first known one, as a `Word`."""
    language = language or get_language() or settings.LANGUAGE_CODE
    texts = texts or {}
    if texts.get(language):
        return Word(texts[language])
    for code in [*settings.LANGUAGE_CODES, *texts]:
        if texts.get(code):
            return Word(texts[code], code)
    return Word("")


class WordsWidget(forms.MultiWidget):
    """Show one input per language, each named by its language."""

    template_name = "koers/words_widget.html"

    def __init__(self, widget, attrs=None):
        widgets = {code: widget(attrs={"lang": code}) for code in settings.LANGUAGE_CODES}
        super().__init__(widgets, attrs)

    def get_context(self, name, value, attrs):
        """Label every input with the name of its language."""
        context = super().get_context(name, value, attrs)
        names = dict(settings.LANGUAGES)
        for code, sub in zip(settings.LANGUAGE_CODES, context["widget"]["subwidgets"], strict=True):
            sub["attrs"]["aria-label"] = names[code]
            sub["label"] = names[code]
        return context

    def decompress(self, value):
        """Split the map into a text per language."""
        return [(value or {}).get(code, "") for code in settings.LANGUAGE_CODES]


class WordsFormField(forms.MultiValueField):
    """Edit a map of language to text."""

    def __init__(self, *, widget=forms.TextInput, required=False, **kwargs):
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        fields = [forms.CharField(required=False) for code in settings.LANGUAGE_CODES]
        super().__init__(
            fields,
            widget=WordsWidget(widget),
            required=required,
            require_all_fields=False,
            **kwargs,
        )

    def compress(self, data_list):
        """Join the texts into a map without its empty ones."""
        pairs = zip(settings.LANGUAGE_CODES, data_list or [], strict=False)
        return {code: text for code, text in pairs if text}

    def has_changed(self, initial, data):
        """Compare maps without their empty texts."""
        return (initial or {}) != self.compress(data)


class WordsField(models.JSONField):
    """Hold a short text per language; a language without a text is left out."""

    def __init__(self, *args, multiline=False, **kwargs):
        self.multiline = multiline
        super().__init__(*args, **{"default": dict, "blank": True} | kwargs)

    def formfield(self, **kwargs):
        """Edit with one input per language."""
        widget = forms.Textarea if self.multiline else forms.TextInput
        kwargs.pop("widget", None)
        defaults = {
            "label": capfirst(self.verbose_name),
            "help_text": self.help_text,
            "required": not self.blank,
            "widget": widget,
        }
        kwargs.pop("form_class", None)
        kwargs.pop("choices_form_class", None)
        return WordsFormField(**defaults | kwargs)
