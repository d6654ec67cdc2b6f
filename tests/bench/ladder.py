"""Measure what each step of the analysis is worth, on the demo's judged queries.

Run by `make ladder`; search/README.md has the table.
"""

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koers.settings.test")
SHORT = {"several words": "several", "abbreviation": "abbrev."}


def without_stem(self, word, written=""):
    """Return the word alone."""
    return (word,)


def without_lemma(self, word, written=""):
    """Return the stem alone."""
    return (self.stemmer.stemWord(word),)


def steps():
    """Yield (name of a step, what is still left out), from nothing to everything."""
    off = {
        "stem": ("search.analysis.analyzer.Analyzer.bases", without_stem),
        "lemma": ("search.analysis.analyzer.Analyzer.bases", without_lemma),
        "compounds": ("search.analysis.analyzer.Analyzer.parts", lambda self, word: ()),
        "synonyms": ("search.synonym_table.Synonyms.at", lambda self, forms: (1, [])),
        "typing errors": ("search.vocabulary.Vocabulary.near", lambda self, word: []),
        "beginnings": ("search.vocabulary.Vocabulary.beginning", lambda self, start, most: []),
        "coverage": ("search.ranking.COVERAGE", 0),
    }
    names = list(off)
    yield "words as they are", list(off.values())
    for at, name in enumerate(names, 1):
        yield f"+ {name}", [off[other] for other in names[at:]]


def measure(queries, addresses):
    """Return {category: nDCG@10} and the measures over all, of what search answers now."""
    from search.evaluation import Measures
    from search.find import find
    from tests.search.test_judged_queries import grades_of

    measures, known = Measures(), set(addresses.values())
    for judged in queries:
        numbers = find(judged["query"], "nl").answer.numbers.tolist()
        ranked = list(dict.fromkeys(addresses[number] for number in numbers))
        measures.add(judged["category"], ranked, grades_of(judged, known))
    return {name: (recall, mrr, gain) for name, _n, recall, mrr, gain, _e in measures.means()}


def show(name, found, categories):
    """Print a line of the table."""
    recall, mrr, gain = found["all"]
    cells = [f"{recall:.2f}", f"{mrr:.2f}", f"**{gain:.2f}**"]
    cells += [f"{found[category][2]:.2f}" for category in categories]
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main():
    """Import the demo into a scratch database, and measure step by step."""
    import django

    django.setup()
    from home.bundles.importer import import_bundle
    from search import first_terms
    from search.analysis import analyzer
    from search.rebuild import rebuild
    from search.scratch import scratch_database
    from tests.conftest import lay_bare, lay_ground
    from tests.search.test_judged_queries import DEMO, JUDGED, addresses_of_sections

    categories = list(dict.fromkeys(judged["category"] for judged in JUDGED))
    heads = ["recall@10", "MRR", "nDCG@10", *(SHORT.get(name, name) for name in categories)]
    print(f"| step | {' | '.join(heads)} |\n|---|{'---|' * len(heads)}")
    with scratch_database():
        lay_ground()
        lay_bare()
        import_bundle(DEMO)
        first_terms.add()
        for name, left_out in steps():
            with ExitStack() as patches:
                for target, instead in reversed(left_out):
                    patches.enter_context(patch(target, instead))
                analyzer.cache_clear()
                rebuild()
                show(name, measure(JUDGED, addresses_of_sections()), categories)


if __name__ == "__main__":
    main()
