"""What editors see of the captions and the transcript, with the way to change them."""

from django.conf import settings
from wagtail.admin.panels import Panel


class TextsPanel(Panel):
    """Lead to the tables of captions and to the transcript."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "media/admin/texts_panel.html"

        def get_context_data(self, parent_context=None):
            """Return the captions that are there, and the languages that lack them."""
            tracks = self.instance.caption_tracks if self.instance.pk else []
            known = {track.language for track in tracks}
            return super().get_context_data(parent_context) | {
                "recording": self.instance,
                "tracks": tracks,
                "lacking": sorted(
                    (pair for pair in settings.LANGUAGE_NAMES.items() if pair[0] not in known),
                    key=lambda pair: pair[0] != self.instance.language,
                ),
            }
