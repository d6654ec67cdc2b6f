"""Issue an edition of a handbook."""

from django.core.management.base import BaseCommand, CommandError

from handbooks.blockers import remarks
from handbooks.freezing import digest, freeze
from handbooks.handbooks import HandbookPage
from handbooks.issuing import NotIssuedError, issue, next_number


class Command(BaseCommand):
    """Issue the next edition of a handbook as it reads now."""

    help = "Issue an edition of a handbook."

    def add_arguments(self, parser):
        """Take the end of the handbook's address and the change note."""
        parser.add_argument("handbook", help="its address, such as handboeken/zelf-beginnen")
        parser.add_argument("--note", required=True, help="what changed, for readers")

    def handle(self, *, handbook, note, **options):
        """Issue, or say what blocks it."""
        book = self.find(handbook)
        frozen = freeze(book)
        if blocking := [one.text for one in remarks(book, frozen) if one.blocks]:
            raise CommandError("\n".join(blocking))
        try:
            edition = issue(book, next_number(book), digest(frozen), note.strip(), None)
        except NotIssuedError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Issued {edition.url}")

    def find(self, address):
        """Return the handbook with an address."""
        found = HandbookPage.objects.filter(alias_of=None)
        found = found.filter(url_path__endswith=f"/{address.strip('/')}/")
        if len(found) != 1:
            raise CommandError(f"There are {len(found)} handbooks with the address {address}.")
        return found[0]
