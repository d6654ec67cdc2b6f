"""The field's own synonyms and abbreviations, to begin with."""

from pathlib import Path

import yaml

from search.synonyms import Synonym

LIST = Path(__file__).with_suffix(".yaml")


def add():
    """Add the terms whose keys are not there yet; return how many. What editors made stays."""
    rows = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    known = set(Synonym.objects.values_list("key", flat=True))
    new = [row for row in rows if row["key"] not in known]
    for row in new:
        terms = [("term", term) for term in row["terms"]]
        Synonym.objects.create(**row | {"terms": terms})
    return len(new)
