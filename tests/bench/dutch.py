"""Dutch text as search meets it: words as rare as in real texts, sections as long as real ones."""

import random
from bisect import bisect
from itertools import accumulate

from search.analysis import analyzer
from search.analysis.lexicon import lexicon

WORDS = 40_000
# Words that every page of such a site has, so that some queries hit a third of all sections.
COMMON = [
    "gemeente", "inwoner", "zorg", "ondersteuning", "hulp", "project", "gezondheid", "schuld",
    "jongere", "samenwerking", "ouder", "kind", "professional", "aanpak", "wijk", "welzijn",
    "huisarts", "preventie", "leren", "gezin", "werk", "partner", "netwerk", "begeleiding",
    "organisatie", "resultaat", "interventie", "leefstijl", "bewegen", "financiering",
]  # fmt: skip
STOPPED = 0.42
SHORTEST, USUAL, LONGEST = 8, 55, 400


class Dutch:
    """Make words, sentences and sections; the same ones from the same seed."""

    def __init__(self, seed=1):
        self.random = random.Random(seed)
        stop = sorted(analyzer("nl").language.stop_words)
        known = [word for word in lexicon("nl").entries if word.isalpha() and word.islower()]
        known = [word for word in sorted(known) if 3 < len(word) < 22]
        self.words = [*COMMON, *self.random.sample(known, WORDS - len(COMMON))]
        self.stop = stop
        # Zipf's law, flattened at the top as Mandelbrot found it.
        self.up_to = list(accumulate(1 / (rank + 12) for rank in range(WORDS)))

    def word(self):
        """Return a word: four in ten say nothing, the others are as rare as their rank."""
        if self.random.random() < STOPPED:
            return self.random.choice(self.stop)
        return self.telling()

    def telling(self):
        """Return a word that says something."""
        return self.words[bisect(self.up_to, self.random.random() * self.up_to[-1])]

    def heading(self):
        """Return two to five telling words."""
        words = [self.telling() for _ in range(self.random.randint(2, 5))]
        return " ".join(words).capitalize()

    def text(self):
        """Return a section's text, mostly of some sixty words."""
        length = int(self.random.lognormvariate(0, 0.6) * USUAL)
        left, sentences = min(max(length, SHORTEST), LONGEST), []
        while left > 0:
            size = min(left, self.random.randint(6, 18))
            sentences.append(" ".join(self.word() for _ in range(size)).capitalize() + ".")
            left -= size
        return " ".join(sentences)

    def queries(self, number):
        """Return queries of one to five words, common and rare ones, every tenth misspelt."""
        found = []
        for at in range(number):
            words = [self.random.choice(COMMON) if self.random.random() < 0.3 else self.telling()
                     for _ in range(1 + at % 5)]  # fmt: skip
            if at % 10 == 9:
                words[-1] = words[-1][:2] + words[-1][3:]
            found.append(" ".join(words))
        return found
