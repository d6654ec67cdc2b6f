"""From text to terms: the same for what is indexed and for what is asked, on every store.

Nothing here knows Django: everything is a function of its input and of one lexicon per language.
"""

from search.analysis.analyzer import Analyzer, analyzer, part

__all__ = ["Analyzer", "analyzer", "part"]
