"""Import a content bundle."""

from django.core.management.base import BaseCommand, CommandError

from home.bundles.importer import import_bundle
from home.bundles.problems import BundleErrors


class Command(BaseCommand):
    """Import a folder of plain files as pages, records, files and settings."""

    help = "Import a content bundle; all or nothing, and nothing is ever deleted."

    def add_arguments(self, parser):
        """Take the folder and how to import it."""
        parser.add_argument("directory")
        parser.add_argument("--under", metavar="PAGE", help="the page that a pack goes in below")
        parser.add_argument(
            "--overwrite", action="store_true", help="lose what was changed on the site since"
        )

    def handle(self, *args, directory, under, overwrite, **options):
        """Import and report."""
        try:
            report = import_bundle(directory, under, overwrite)
        except BundleErrors as errors:
            raise CommandError(str(errors)) from None
        for line in report.lines():
            self.stdout.write(line)
