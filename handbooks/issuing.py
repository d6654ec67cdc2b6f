"""Issue an edition, take it back, withdraw it: whole or not at all."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from handbooks import exports
from handbooks.blockers import remarks
from handbooks.edition_files import MissingFileError, take_along
from handbooks.editions import EditionChapter, EditionFile
from handbooks.freezing import digest, freeze
from handbooks.handbooks import HandbookPage


class NotIssuedError(Exception):
    """Nothing was issued; says why, in words for the editor."""


def next_number(handbook):
    """Return the number of the edition that would be issued now."""
    return (handbook.editions.aggregate(most=Max("number"))["most"] or 0) + 1


def latest_original(handbook):
    """Return the newest edition in the original language, for a translation; else None."""
    if handbook.is_original:
        return None
    return handbook.source.editions.newest()


def issue(handbook, number, seen, note, user):
    """Keep how a handbook reads now as an edition, and return it; raises NotIssuedError.

    `number` and `seen` are what the editor was shown: the number it would get, and the digest of
    what was previewed. Whoever comes second, or saw another text, is told so.
    """
    handbook = HandbookPage.objects.get(pk=handbook.pk)
    frozen = freeze(handbook)
    if digest(frozen) != seen:
        raise NotIssuedError(_("The text changed since you looked at it. Look once more."))
    if any(remark.blocks for remark in remarks(handbook, frozen)):
        raise NotIssuedError(_("Something must be mended first: see below."))
    try:
        files = take_along(frozen)
    except MissingFileError as error:
        words = _("The file %(name)s, which the handbook shows, is gone. Upload it once more.")
        raise NotIssuedError(words % {"name": error}) from None
    frozen.number, frozen.note, frozen.issued_by = number, note, user
    frozen.original = latest_original(handbook)
    try:
        keep(handbook, frozen, files)
    except IntegrityError:
        raise NotIssuedError(overtaken(handbook, number)) from None
    return frozen


@transaction.atomic
def keep(handbook, edition, files):
    """Save an edition with its chapters and the names of its files."""
    HandbookPage.objects.select_for_update().get(pk=handbook.pk)
    if next_number(handbook) != edition.number:
        raise NotIssuedError(overtaken(handbook, edition.number))
    edition.save(force_insert=True)
    EditionChapter.objects.bulk_create(edition.texts)
    EditionFile.objects.bulk_create(files)
    exports.ask(edition)
    data = {"number": edition.number}
    log(handbook, "handbooks.issue", user=edition.issued_by, data=data)


def overtaken(handbook, number):
    """Say who was first."""
    other = handbook.editions.filter(number=number).select_related("issued_by").first()
    if other is None:
        return _("The number of the edition is another by now. Look once more.")
    names = {"number": number, "who": str(other.issued_by or _("somebody else"))}
    return _("Edition %(number)s was issued by %(who)s just now. Nothing else was issued.") % names


@transaction.atomic
def take_back(edition, user):
    """Delete an edition that was issued by mistake; tell whether it still could be."""
    if not edition.may_be_taken_back:
        return False
    log(edition.handbook, "handbooks.take_back", user=user, data={"number": edition.number})
    edition.delete()
    return True


@transaction.atomic
def withdraw(edition, reason, user):
    """Take an edition out of sight; its address tells why."""
    edition.withdrawn_at, edition.withdrawn_because = timezone.now(), reason
    edition.save(update_fields=["withdrawn_at", "withdrawn_because"])
    data = {"number": edition.number, "reason": reason}
    log(edition.handbook, "handbooks.withdraw", user=user, data=data)
