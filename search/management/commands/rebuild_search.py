"""Build the index of search anew."""

from django.core.management.base import BaseCommand, CommandError

from search.rebuild import BuildingElsewhereError, rebuild


class Command(BaseCommand):
    """Build beside the index that answers, then swap."""

    help = "Build the search index anew; the present one answers until the new one is whole."

    def handle(self, **options):
        """Build, and say how far it is."""
        try:
            total = rebuild(self.tell)
        except BuildingElsewhereError:
            raise CommandError(
                "Another process is building the index, and this one stopped. Nothing was lost."
            ) from None
        self.stdout.write(self.style.SUCCESS(f"{total} pages are in the index."))

    def tell(self, done, total):
        """Say how many pages are done."""
        self.stdout.write(f"{done} of {total} pages", ending="\r")
        self.stdout.flush()
