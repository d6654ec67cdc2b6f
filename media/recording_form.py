"""The form of recordings: what another site tells of its video is fetched when it is saved."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from media import external, outside, pictures


class RecordingForm(WagtailAdminModelForm):
    """Fill in title, length and still picture of a video that stands elsewhere."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        # Browsers leave it out of what people copy.
        self.fields["address"].assume_scheme = "https"
        # What the editor should know though nothing is wrong.
        self.warning = ""

    def clean(self):
        """Ask the other site, unless all is known; a title is needed in the end."""
        cleaned = super().clean()
        found = external.recognise(cleaned.get("address") or "")
        if found and not self.errors:
            cleaned["address"] = found.address
            self.fetch(found, cleaned)
        if not cleaned.get("title") and not self.errors:
            self.add_error("title", self.fields["title"].error_messages["required"])
        return cleaned

    def fetch(self, found, cleaned):
        """Take over what the other site tells; nothing that the editor gave is replaced."""
        changed = found.address != self.initial.get("address")
        own = "thumbnail" in self.changed_data and cleaned.get("thumbnail")
        keep = own or (cleaned.get("thumbnail") and not changed)
        if keep and not changed and cleaned.get("title"):
            return
        try:
            told = external.ask(found)
        except outside.OutsideError as error:
            self.say_why(found, cleaned, error)
            return
        cleaned["title"] = cleaned.get("title") or told.title
        if told.duration and (changed or not cleaned.get("duration")):
            cleaned["duration"] = told.duration
        if not keep:
            cleaned["thumbnail"] = self.still(told.picture, cleaned["title"]) or False

    def still(self, picture, title):
        """Return a picture to store; nothing where none could be fetched, which is said."""
        try:
            shown = pictures.still(picture) if picture else b""
        except pictures.DAMAGED:
            shown = b""
        if not shown:
            self.warning = _("No still picture could be fetched. You can upload one yourself.")
            return None
        return ContentFile(shown, name=f"{slugify(title)[:60] or 'still'}.jpg")

    def say_why(self, found, cleaned, error):
        """Say why nothing could be fetched; that stops an editor only where it must."""
        if error.refused:
            words = _(
                "%(site)s does not show this video to others. Is the address right, and may the "
                "video be shown on other sites?"
            )
            self.add_error("address", ValidationError(words % {"site": found.name}))
        elif not cleaned.get("title"):
            words = _("%(site)s does not answer. Try again later, or give a title yourself.")
            self.add_error("address", ValidationError(words % {"site": found.name}))
        else:
            words = _(
                "%(site)s does not answer, so no still picture could be fetched. Save again later, "
                "or upload one yourself."
            )
            self.warning = words % {"site": found.name}
