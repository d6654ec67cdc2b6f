"""The rules of the claim ledger: what is current, what makes a series, where sources disagree.

All work on live claims that were fetched once; none of them asks the database.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import combinations, groupby, pairwise

from django.utils.functional import cached_property

from koers import edtf
from koers.visibility import published

# How far a value may lie from the truth, by qualifier; see "Claim" in the content model.
ABOUT = Decimal("0.1")
EVER = Decimal("Infinity")


def interval(claim):
    """Return (lowest, highest) number that a claim's words can mean."""
    value = None if claim.value is None else Decimal(claim.value)
    high = value if claim.value_max is None else Decimal(claim.value_max)
    return {
        "stated": (value, high),
        "about": (_times(value, 1 - ABOUT), _times(high, 1 + ABOUT)),
        "more-than": (value, EVER),
        "at-least": (value, EVER),
        "at-most": (-EVER, high),
        "hundreds-of": (200, 999),
        "thousands-of": (2000, 9999),
    }[claim.qualifier]


def _times(value, factor):
    return None if value is None else value * factor


def meet(one, other):
    """Tell whether the intervals of two claims share a number; “more than” leaves its bound out."""
    (low, high), (other_low, other_high) = interval(one), interval(other)
    lowest, highest = max(low, other_low), min(high, other_high)
    bounds = ((one, low), (other, other_low))
    if any(claim.qualifier == "more-than" and bound == lowest for claim, bound in bounds):
        return lowest < highest
    return lowest <= highest


def time_of(claim):
    """Return (first, last) day a claim is about; without period or date it may be any time."""
    if claim.period_from or claim.period_until:
        first = edtf.lower(claim.period_from) if claim.period_from else date.min
        return first, edtf.upper(claim.period_until) if claim.period_until else date.max
    if claim.as_of:
        return edtf.bounds(claim.as_of)
    return date.min, date.max


def overlap(one, other):
    """Tell whether two claims can be about the same time."""
    (a_first, a_last), (b_first, b_last) = time_of(one), time_of(other)
    return a_first <= b_last and b_first <= a_last


class Ledger:
    """Hold the live claims of one result and what follows from them."""

    def __init__(self, result, claims):
        self.result = result
        self.claims = list(claims)

    @classmethod
    def of_results(cls, condition):
        """Fetch the ledgers of the results that a condition on claims (`Q`) selects; one query."""
        from cases.claims import Claim

        claims = Claim.objects.filter(condition, published()).select_related(
            "source__document", "result"
        )
        claims = claims.order_by("result_id", "pk")
        return [
            cls(result, rows) for result, rows in groupby(claims, key=lambda claim: claim.result)
        ]

    def find(self, pk):
        """Return the live claim with this id, or None."""
        return next((claim for claim in self.claims if claim.pk == pk), None)

    @cached_property
    def superseded(self):
        """Return the ids of claims that a live claim replaces; a retracted one replaces nothing."""
        return {
            claim.supersedes_id
            for claim in self.claims
            if claim.supersedes_id and not claim.retracted_on
        }

    @cached_property
    def standing(self):
        """Return the claims that are neither retracted nor superseded."""
        return [
            claim
            for claim in self.claims
            if not claim.retracted_on and claim.pk not in self.superseded
        ]

    @cached_property
    def current(self):
        """Return the claim an editor marked, else the only one standing, else None."""
        marked = [claim for claim in self.standing if claim.current]
        if marked:
            return marked[0]
        return self.standing[0] if len(self.standing) == 1 else None

    @cached_property
    def shown(self):
        """Return what stands on top of the page: the current claim, else all that stand."""
        return [self.current] if self.current else self.standing

    @cached_property
    def series(self):
        """Return lists of three or more claims of one measure and source over different periods."""
        groups = defaultdict(list)
        for claim in self.standing:
            if claim.moment:
                groups[claim.measure, claim.source_id, claim.per].append(claim)
        found = []
        for claims in groups.values():
            claims.sort(key=time_of)
            periods = {claim.moment for claim in claims}
            apart = not any(overlap(a, b) for a, b in pairwise(claims))
            if len(claims) >= 3 and len(periods) == len(claims) and apart:
                found.append(claims)
        return found

    @cached_property
    def disagreements(self):
        """Return pairs of standing claims that count the same at one time and cannot both hold."""
        return [
            (one, other)
            for one, other in combinations(self.standing, 2)
            if one.measure == other.measure
            and one.per == other.per
            and overlap(one, other)
            and not meet(one, other)
        ]
