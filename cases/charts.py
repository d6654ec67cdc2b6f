"""Charts of claims: lengths in per cent, so that a drawing never shrinks its text."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from koers import edtf

ROW = 68
# What a second line takes, in px, and how many letters fit on a line of a phone.
STACKED, LINE = 22, 36
SERIES_HEIGHT = 180


@dataclass
class Bar:
    """One claim as a bar; `length` and `x` are per cent."""

    claim: object
    length: float
    now: bool
    x: float = 0


@dataclass
class Chart:
    """Bars of claims side by side, or of a series over time."""

    kind: str
    bars: list

    @property
    def height(self):
        """Return the height of the drawing in px."""
        return len(self.bars) * self.row - 14

    @property
    def row(self):
        """Return the height of one bar with its words in px."""
        return ROW + STACKED if self.is_stacked else ROW

    @cached_property
    def is_stacked(self):
        """Tell whether words and number need a line each, so that they fit on a phone."""
        return any(len(self.words_of(bar)) + len(bar.claim.amount) > LINE for bar in self.bars)

    def words_of(self, bar):
        """Return source and moment of a bar, shortened to a line; the table has them whole."""
        moment = bar.claim.moment_words or _("without a date")
        words = f"{bar.claim.source.name}, {moment}"
        if bar.now:
            words = _("%(words)s (holds now)") % {"words": words}
        return Truncator(words).chars(LINE)

    @property
    def rows(self):
        """Return each bar with its place from the top and the words beside it."""
        for i, bar in enumerate(self.bars):
            top = i * self.row
            yield {
                "claim": bar.claim,
                "length": str(bar.length),
                "now": bar.now,
                "words": self.words_of(bar),
                "text": top + 16,
                "amount": top + 16 + STACKED if self.is_stacked else top + 16,
                "top": top + self.row - 42,
            }

    @property
    def claims(self):
        """Return the claims that are drawn."""
        return [bar.claim for bar in self.bars]

    @property
    def title(self):
        """Return the caption of the chart."""
        if self.kind == "claims":
            return _("The statements side by side")
        unit = self.bars[0].claim.unit_words
        words = {
            "unit": unit.text[:1].upper() + unit.text[1:],
            "source": self.bars[0].claim.source.name,
        }
        return _("%(unit)s over time, according to %(source)s") % words

    @property
    def description(self):
        """Return what the chart shows, for who cannot see it."""
        if self.kind == "claims":
            parts = [
                _("%(source)s says %(amount)s")
                % {"source": bar.claim.source.name, "amount": bar.claim.amount}
                for bar in self.bars
            ]
        else:
            parts = [f"{bar.claim.moment_words}: {bar.claim.amount}" for bar in self.bars]
        return _("Bar chart. %(parts)s. The figures are in the table too.") % {
            "parts": "; ".join(parts)
        }


def end_of(claim):
    """Return the largest number of a claim, for drawing."""
    return float(claim.value if claim.value_max is None else claim.value_max)


def chart_of(ledger):
    """Draw the numbered claims that count the same as the current one, else None.

    Two or more claims of one measure are drawn side by side; claims that belong to a series are
    left to the chart of the series.
    """
    in_series = {claim.pk for claims in ledger.series for claim in claims}
    rest = [c for c in ledger.standing if c.value is not None and c.pk not in in_series]
    lead = ledger.current if ledger.current in rest else next(iter(rest), None)
    if lead is None:
        return None
    alike = [c for c in rest if (c.measure, c.per) == (lead.measure, lead.per)]
    if len(alike) < 2:
        return None
    most = max(end_of(claim) for claim in alike) or 1
    bars = [
        Bar(claim, round(100 * end_of(claim) / most, 1), claim is ledger.current) for claim in alike
    ]
    return Chart("claims", bars)


def series_charts(ledger):
    """Draw every series of a ledger as upright bars over time."""
    charts = []
    for claims in ledger.series:
        numbered = [claim for claim in claims if claim.value is not None]
        if len(numbered) < 3:
            continue
        most = max(end_of(claim) for claim in numbered) or 1
        step = 100 / len(numbered)
        bars = [
            Bar(
                claim,
                round(SERIES_HEIGHT * end_of(claim) / most),
                claim is ledger.current,
                x=round(i * step + step * 0.18, 2),
            )
            for i, claim in enumerate(numbered)
        ]
        charts.append(SeriesChart("series", bars, round(step * 0.64, 2)))
    return charts


@dataclass
class SeriesChart(Chart):
    """Upright bars over time; `width` of a bar in per cent."""

    width: float = 10

    @property
    def height(self):
        """Return the height of the drawing in px."""
        return SERIES_HEIGHT + 52

    @property
    def columns(self):
        """Return each bar with its place: top and height in px, middle in per cent."""
        base = SERIES_HEIGHT + 24
        return [
            {
                "claim": bar.claim,
                "now": bar.now,
                "x": str(bar.x),
                "middle": str(round(bar.x + self.width / 2, 2)),
                "top": base - bar.length,
                "height": bar.length,
                "label": base - bar.length - 8,
                "when": edtf.words(bar.claim.moment[0])
                if bar.claim.moment[0] == bar.claim.moment[1]
                else bar.claim.moment_words,
            }
            for bar in self.bars
        ]

    @property
    def width_text(self):
        """Return the width of a bar as SVG writes it, whatever the reader's language."""
        return str(self.width)

    @property
    def foot(self):
        """Return where the periods are written, in px from the top."""
        return self.base + 24

    @property
    def base(self):
        """Return where the bars stand, in px from the top."""
        return SERIES_HEIGHT + 24
