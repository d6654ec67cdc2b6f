"""Where a claim stands: the pages that change when it does."""

from wagtail.models import Page, ReferenceIndex

from cases.body import BodyPage


def places(claim):
    """Return (page, names it) of the pages whose blocks show a claim, by title.

    A block may name the claim, or show whichever claim of the result holds now.
    """
    kind = ReferenceIndex._get_base_content_type(Page)
    ids = set()
    for target in (claim, claim.result):
        named = ReferenceIndex.get_references_to(target).filter(base_content_type=kind)
        ids |= set(named.values_list("object_id", flat=True))
    pages = Page.objects.filter(pk__in=ids).specific()
    rows = [(page, how) for page in pages if (how := shows(page, claim)) is not None]
    return sorted(rows, key=lambda row: row[0].title)


def shows(page, claim):
    """Tell whether a page's blocks name a claim (True), show it if it holds now, or neither."""
    if not isinstance(page, BodyPage):
        return None
    figures = [row["value"] for row in page.body.raw_data if row["type"] == "figure"]
    chosen = [value.get("claim") for value in figures if value.get("result") == claim.result_id]
    if claim.pk in chosen:
        return True
    return False if None in chosen else None
