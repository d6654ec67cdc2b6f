"""Export the site as a content bundle."""

import signal
import sys

from django.core.management.base import BaseCommand, CommandError

from home.bundles.exporter import ExportError, export_bundle


class Command(BaseCommand):
    """Write the whole site, or one page with those below it, as a folder of plain files."""

    help = "Export the site, or a part of it, as a content bundle into an empty or new folder."

    def add_arguments(self, parser):
        """Take the folder and what to export."""
        parser.add_argument("directory")
        parser.add_argument(
            "--page", metavar="PAGE", help="the page to export as a pack, such as nl/handboeken/x"
        )

    def handle(self, *args, directory, page, **options):
        """Export, and tell what was left out."""
        # Asked to stop, clean up what is half done.
        before = signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))
        try:
            left = export_bundle(directory, page)
        except ExportError as error:
            raise CommandError(str(error)) from None
        finally:
            signal.signal(signal.SIGTERM, before)
        for line in left.lines():
            self.stdout.write(line)
