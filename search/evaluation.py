"""How well search answers judged queries: measures of information retrieval, nothing of Django."""

import csv
import json
import math
from collections import defaultdict
from dataclasses import dataclass, field

TOP = 10
# From this grade on a section is relevant to recall and MRR.
RELEVANT = 2


@dataclass
class Judged:
    """Hold a corpus: sections and queries as they were written, and {query: {section: grade}}."""

    sections: list
    queries: list
    grades: dict


def read(sections, queries, qrels):
    """Read the three files of a corpus; ValueError says which file is wrong and why."""
    try:
        grades = defaultdict(dict)
        with qrels.open(encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows, delimiter="\t"):
                grades[row["query_id"]][row["section_id"]] = int(row["grade"])
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise ValueError(
            f"{qrels}: query_id, section_id and grade were expected: {error}"
        ) from None
    lists = []
    for path, needed in ((sections, {"id", "page", "text"}), (queries, {"id", "query"})):
        try:
            found = json.loads(path.read_text(encoding="utf-8-sig"))
            missing = next((one for one in found if not needed <= one.keys()), None)
        except (OSError, ValueError, AttributeError, TypeError) as error:
            raise ValueError(f"{path}: a list of JSON objects was expected: {error}") from None
        if missing is not None:
            raise ValueError(f"{path}: {', '.join(sorted(needed))} is missing in {missing}")
        lists.append(found)
    return Judged(*lists, dict(grades))


@dataclass
class Measures:
    """Gather the measures of queries, overall and by category."""

    rows: dict = field(default_factory=lambda: defaultdict(list))

    def add(self, category, ranked, grades):
        """Add what a query found, as ids of sections in their order."""
        measures = (recall(ranked, grades), reciprocal(ranked, grades), gain(ranked, grades),
                    0 if ranked else 1)  # fmt: skip
        for name in ("all", category):
            self.rows[name].append(measures)

    def means(self):
        """Yield (category, queries, recall@10, MRR, nDCG@10, queries without a hit)."""
        for name, rows in self.rows.items():
            columns = list(zip(*rows, strict=True))
            means = [sum(column) / len(rows) for column in columns[:3]]
            yield name, len(rows), *means, sum(columns[3])


def recall(ranked, grades):
    """Return which share of the relevant sections stands among the first ten."""
    relevant = {section for section, grade in grades.items() if grade >= RELEVANT}
    return len(relevant & set(ranked[:TOP])) / len(relevant) if relevant else 1.0


def reciprocal(ranked, grades):
    """Return one divided by the rank of the first relevant section."""
    ranks = (at for at, section in enumerate(ranked, 1) if grades.get(section, 0) >= RELEVANT)
    return 1 / next(ranks, math.inf)


def gain(ranked, grades):
    """Return nDCG@10 with gains of 2^grade - 1 (Järvelin and Kekäläinen, 2002)."""
    ideal = discounted(sorted(grades.values(), reverse=True))
    return discounted([grades.get(section, 0) for section in ranked]) / ideal if ideal else 1.0


def discounted(grades):
    """Return the discounted cumulated gain of grades in their order."""
    return sum((2**grade - 1) / math.log2(at + 1) for at, grade in enumerate(grades[:TOP], 1))
