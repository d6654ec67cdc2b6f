"""Add the field's own synonyms and abbreviations."""

from django.core.management.base import BaseCommand

from search import first_terms


class Command(BaseCommand):
    """Add what is not there yet."""

    help = "Add a first list of synonyms and abbreviations; what editors made stays as it is."

    def handle(self, **options):
        """Add, and say how many."""
        added = first_terms.add()
        self.stdout.write(self.style.SUCCESS(f"{added} terms were added."))
