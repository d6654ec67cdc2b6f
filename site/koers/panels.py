"""The tabs of the page editor, in the order in which visitors read a page."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.panels.comment_panel import CommentPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from koers.forms import PageForm

# As much as cards, search results and shared links show.
SUMMARY_LENGTH = 200


class CountedText(AdminAutoHeightTextInput):
    """A text area that says how many characters there are, and how many are best."""

    def __init__(self, attrs=None):
        super().__init__({"data-koers-count": SUMMARY_LENGTH} | (attrs or {}))

    @property
    def media(self):
        """Bring the script that counts."""
        return super().media + forms.Media(js=["koers/count.js"])


def editor(*first, tabs=()):
    """Return the editor of a page type.

    `first` are panels below title and summary; `tabs` are pairs of (name, panels) between those
    and the tabs that all pages share.
    """
    head = [
        FieldPanel("follows_original"),
        TitleFieldPanel("title"),
        FieldPanel("summary", widget=CountedText),
        *first,
    ]
    find = [
        MultiFieldPanel(
            [FieldPanel("image"), FieldPanel("image_alt"), FieldPanel("image_decorative")],
            heading=_("Picture"),
        ),
        FieldPanel("slug"),
        MultiFieldPanel(
            [FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("In search engines"),
            help_text=_("Leave empty to use title and summary."),
        ),
    ]
    keep = [PublishingPanel(), FieldPanel("review_on"), CommentPanel()]
    named = [(_("Content"), head), *tabs, (_("Be found"), find), (_("Keep up"), keep)]
    return TabbedInterface(
        [ObjectList(panels, heading=name) for name, panels in named], base_form_class=PageForm
    )
