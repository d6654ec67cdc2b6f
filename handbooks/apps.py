from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandbooksConfig(AppConfig):
    name = "handbooks"
    verbose_name = _("Handbooks")

    def ready(self):
        """Say who may have the files of editions."""
        from handbooks import edition_files

        edition_files.connect()
