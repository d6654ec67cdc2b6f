"""Images: with credit, licence and consent; drawings are cleaned and get a PNG beside them."""

import io
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.utils.file import hash_filelike

from koers.site_settings import Licences
from media import pictures, svg, uploads


class Image(AbstractImage):
    """Hold a picture; its alternative text belongs to each use, not to the file."""

    # Wagtail's own image model takes the names that its fields would have here (E304).
    tags = TaggableManager(_("tags"), blank=True, related_name="koers_images")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    credit = models.CharField(_("credit"), max_length=255, blank=True)
    licence = models.CharField(_("licence"), max_length=30, choices=Licences.choices, blank=True)
    people_shown = models.BooleanField(_("shows people"), default=False)
    consent = models.TextField(
        _("consent"), blank=True, help_text=_("Who agreed to what; needed where people are shown.")
    )
    # A drawing has no pixels; mail, chat and documents want some.
    raster = models.FileField(upload_to="original_images", blank=True, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "credit",
        "licence",
        "people_shown",
        "consent",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        indexes = [models.Index(fields=["file"], name="picture_file")]
        verbose_name_plural = _("pictures")

    def clean(self):
        """Ask for consent where people are shown, and for a drawing that can be cleaned."""
        super().clean()
        if self.is_new_drawing:
            self.file.seek(0)
            try:
                svg.to_png(svg.clean(self.file.read()))
            except ValidationError as error:
                raise ValidationError({"file": error}) from None
        elif self.is_new:
            pictures.check(self.file)
        if self.people_shown and not self.consent:
            raise ValidationError({"consent": _("Say who agreed that they are shown.")})

    @property
    def social_address(self):
        """Return the address of this picture as pixels, about 1200 wide."""
        return self.raster.url if self.raster else self.get_rendition("width-1200").url

    @property
    def is_new(self):
        """Tell whether a file was uploaded that is not stored yet."""
        return uploads.is_new(self.file)

    @property
    def is_new_drawing(self):
        """Tell whether a drawing was uploaded that is not stored yet."""
        return self.is_new and self.file.name.lower().endswith(".svg")

    def save(self, *args, **kwargs):
        """Clean a new drawing and draw its PNG; take out what a camera wrote into a picture."""
        if self.is_new_drawing:
            self.take_drawing()
        elif self.is_new:
            self.take_picture()
        super().save(*args, **kwargs)

    def create_rendition(self, filter):
        """Make one size of the picture, once, however many ask for it at the same moment."""
        with self.alone():
            key = filter.get_cache_key(self)
            made = self.renditions.filter(filter_spec=filter.spec, focal_point_key=key).first()
            return made or super().create_rendition(filter)

    def create_renditions(self, *filters):
        """Make several sizes of the picture, once, however many ask for them at that moment."""
        if not filters:
            return {}
        with self.alone():
            wanted = {(filter.spec, filter.get_cache_key(self)): filter for filter in filters}
            made = {
                wanted[key]: rendition
                for rendition in self.renditions.filter(filter_spec__in=[key[0] for key in wanted])
                if (key := (rendition.filter_spec, rendition.focal_point_key)) in wanted
            }
            missing = [filter for filter in filters if filter not in made]
            return made | super().create_renditions(*missing)

    @contextmanager
    def alone(self):
        """Let nobody else make sizes of this picture meanwhile; they wait, and find them made."""
        with transaction.atomic():
            Image.objects.select_for_update().filter(pk=self.pk).first()
            yield

    def take_picture(self):
        """Replace an uploaded picture by the same without metadata; a drawing's PNG goes."""
        self.raster = ""
        if plain := pictures.without_metadata(self.file):
            name = self.file.name.rsplit("/", 1)[-1]
            self.file = ImageFile(io.BytesIO(plain), name=name)
            self._set_image_file_metadata()

    def take_drawing(self):
        """Replace an uploaded drawing by its clean form, with a PNG of it."""
        name = self.file.name.rsplit("/", 1)[-1]
        self.file.seek(0)
        clean = svg.clean(self.file.read())
        self.file = ContentFile(clean, name=name)
        self.file_size = len(clean)
        self.file_hash = hash_filelike(ContentFile(clean))
        self.raster.save(f"{name[:-4]}.png", ContentFile(svg.to_png(clean)), save=False)


class Rendition(AbstractRendition):
    """Hold one size of a picture."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        indexes = [models.Index(fields=["file"], name="rendition_file")]
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
