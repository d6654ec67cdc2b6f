"""Build the index of search anew."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.leases import HeldElsewhereError
from search.rebuild import rebuild

DATABASE, ELASTICSEARCH = "database", "elasticsearch"


class Command(BaseCommand):
    """Build beside the index that answers, then swap."""

    help = "Build the search index anew; the present one answers until the new one is whole."

    def add_arguments(self, parser):
        """Take the name of a store, where only one is to be built."""
        parser.add_argument("--store", choices=[DATABASE, ELASTICSEARCH])

    def handle(self, *, store, **options):
        """Build, and say how far it is."""
        if store == ELASTICSEARCH and not settings.ELASTICSEARCH_URL:
            raise CommandError("ELASTICSEARCH_URL is not set.")
        try:
            if store != ELASTICSEARCH:
                self.say(rebuild(self.tell), DATABASE)
            if store != DATABASE and settings.ELASTICSEARCH_URL:
                self.send()
        except HeldElsewhereError:
            raise CommandError(
                "Another process is building the index, and this one stopped. Nothing was lost."
            ) from None

    def send(self):
        """Copy the index of the database to Elasticsearch."""
        from elasticsearch import ApiError, TransportError
        from elasticsearch.helpers import BulkIndexError

        from search.stores.elastic_index import fill

        try:
            self.say(fill(self.tell), ELASTICSEARCH)
        except (ApiError, TransportError, BulkIndexError) as error:
            raise CommandError(
                f"Elasticsearch did not take the index, so the database answers: {error}"
            ) from None

    def say(self, total, store):
        """Say that a store has its index."""
        self.stdout.write(self.style.SUCCESS(f"{total} pages are in the index ({store})."))

    def tell(self, done, total):
        """Say how many pages are done."""
        self.stdout.write(f"{done} of {total} pages", ending="\r")
        self.stdout.flush()
