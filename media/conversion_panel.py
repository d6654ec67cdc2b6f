"""What editors see of the versions of a recording: how far they are, and why not."""

from django.forms import Media
from django.forms.widgets import Script
from wagtail.admin.panels import Panel


class ConversionPanel(Panel):
    """Show the versions of a recording, and how far the making of them is."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "media/admin/conversion_panel.html"

        @property
        def media(self):
            """Bring the script that shows progress."""
            return Media(js=[Script("media/recording_form.js", type="module")])

        def get_context_data(self, parent_context=None):
            """Return what is there to be told."""
            return super().get_context_data(parent_context) | told_of(self.instance)


def told_of(recording):
    """Return what templates tell of the making of versions."""
    found = {"recording": recording, "conversion": None, "versions": []}
    if recording.pk:
        found["conversion"] = getattr(recording, "conversion", None)
        found["versions"] = recording.ready_versions
    return found
