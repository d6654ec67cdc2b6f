"""The form of pictures: a damaged one is refused, not an error."""

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from media.pictures import DAMAGED, damaged


class PictureField(WagtailImageField):
    """Take pictures that can be read; Wagtail's own field fails at some that cannot."""

    def to_python(self, data):
        """Return the upload; ValidationError where it is damaged."""
        try:
            return super().to_python(data)
        except DAMAGED:
            raise ValidationError(damaged()) from None


class ImageForm(BaseImageForm):
    """Ask for a picture that can be read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if old := self.fields.get("file"):
            self.fields["file"] = PictureField(
                required=old.required, label=old.label, widget=old.widget, help_text=old.help_text
            )
