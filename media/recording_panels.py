"""What the form of a recording shows, from top to bottom."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from koers.language_select import LanguageSelect
from media.conversion_panel import ConversionPanel
from media.texts_panel import TextsPanel

PANELS = [
    FieldPanel("title", help_text=_("Of a video at another site it may stay empty.")),
    FieldRowPanel([FieldPanel("language", widget=LanguageSelect), FieldPanel("duration")]),
    MultiFieldPanel(
        [
            FieldPanel("file"),
            FieldPanel("address"),
            FieldPanel("described"),
            FieldPanel("audio"),
            FieldPanel(
                "thumbnail",
                heading=_("still picture"),
                help_text=_("Empty: it is taken from the film."),
            ),
        ],
        heading=_("Files"),
    ),
    MultiFieldPanel([ConversionPanel()], heading=_("For visitors")),
    TextsPanel(heading=_("Captions and transcript")),
    InlinePanel("captions", label=_("captions"), heading=_("Captions")),
    InlinePanel(
        "clips",
        label=_("clip"),
        heading=_("Audio description, clip by clip"),
        help_text=_(
            "Record a sound for each thing that must be told, and say where it begins. The site "
            "mixes them into a second version of the film, which grows softer meanwhile."
        ),
    ),
    MultiFieldPanel(
        [FieldPanel("transcript"), FieldPanel("audio_description")], heading=_("As text")
    ),
    FieldRowPanel([FieldPanel("credit"), FieldPanel("licence")]),
    FieldPanel("key"),
    FieldPanel("archived"),
]
