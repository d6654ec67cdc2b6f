"""Compare the index of search with the pages, and repair it."""

from django.core.management.base import BaseCommand

from search.check import differences, recount
from search.index import refresh


class Command(BaseCommand):
    """Say what differs and bring it in order."""

    help = "Compare the search index with the pages and repair what differs."

    def add_arguments(self, parser):
        """Let an operator only look."""
        parser.add_argument("--only-look", action="store_true", help="Repair nothing.")

    def handle(self, *, only_look, **options):
        """Compare, tell, repair."""
        found = differences()
        for words, keys in (
            ("missing", found.missing), ("changed", found.changed), ("gone", found.gone),
            ("terms counted wrongly", found.miscounted),
        ):  # fmt: skip
            if keys:
                self.stdout.write(f"{words}: {len(keys)}")
        if not found.keys and not found.miscounted:
            self.stdout.write(self.style.SUCCESS("The index agrees with the pages."))
        elif not only_look:
            for key in found.keys:
                refresh(key)
            if found.miscounted:
                recount()
            self.stdout.write(self.style.SUCCESS("Repaired."))
