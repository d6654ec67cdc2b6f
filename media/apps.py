from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("Media")

    def ready(self):
        """Follow what pages show, and the files of recordings."""
        from media import access, converting, document_reading, picture_sizes

        access.connect()
        converting.connect()
        document_reading.connect()
        picture_sizes.connect()
