"""The form of documents: the language by its name, and what an editor should know of the file."""

from django.utils.html import format_html_join
from wagtail.documents.forms import BaseDocumentForm

from koers.language_select import LanguageSelect


class DocumentForm(BaseDocumentForm):
    """Say below the file what keeps some people from reading it."""

    class Meta:
        widgets = {**BaseDocumentForm.Meta.widgets, "language": LanguageSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields and self.instance.pk:
            remarks = [self.instance.file_words, *self.instance.remarks]
            self.fields["file"].help_text = format_html_join(
                "", "<p>{}</p>", ((r,) for r in remarks)
            )
