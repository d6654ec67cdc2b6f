"""The form of recordings: what another site tells of its video is fetched when it is saved."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from koers.times import clock
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
        self.check_captions()
        self.check_clips()
        return cleaned

    def rows(self, name):
        """Yield (form, what it says) of the rows that are filled in and stay."""
        for form in self.formsets[name].forms if name in self.formsets else ():
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE"):
                yield form, form.cleaned_data

    def check_captions(self):
        """Refuse a language that has captions already: a player could not tell them apart."""
        seen = set()
        for form, said in self.rows("captions"):
            if said.get("language") in seen:
                form.add_error("language", _("There are captions in this language already."))
            seen.add(said.get("language"))

    def check_clips(self):
        """Refuse a clip that begins after the film, where it is known how long that is."""
        duration = self.instance.duration if "file" not in self.changed_data else 0
        for form, said in self.rows("clips"):
            if duration and said.get("time") is not None and said["time"] >= duration:
                words = _("The film has ended by then: it lasts %(time)s.")
                form.add_error("time", words % {"time": clock(duration)})

    def fetch(self, found, cleaned):
        """Take over what the other site tells; nothing that the editor gave is replaced."""
        changed = found.address != self.initial.get("address")
        if not changed and cleaned.get("thumbnail") and cleaned.get("title"):
            return
        try:
            told = external.ask(found)
        except outside.OutsideError as error:
            self.say_why(found, cleaned, error)
            return
        cleaned["title"] = cleaned.get("title") or told.title
        if told.duration and (changed or not cleaned.get("duration")):
            cleaned["duration"] = told.duration
        of_another = changed and "thumbnail" not in self.changed_data
        if of_another or not cleaned.get("thumbnail"):
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
