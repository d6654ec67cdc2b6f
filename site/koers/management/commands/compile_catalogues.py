"""Compile the catalogues of translations without gettext's own programs."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Write a `.mo` beside every `.po` that is newer."""

    help = "Compile the catalogues of translations."
    requires_system_checks = ()

    def handle(self, **options):
        """Compile what changed."""
        for root in settings.LOCALE_PATHS:
            for source in Path(root).glob("*/LC_MESSAGES/*.po"):
                target = source.with_suffix(".mo")
                if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                    polib.pofile(str(source)).save_as_mofile(str(target))
                    self.stdout.write(f"Compiled {source.parent.parent.name}.")
