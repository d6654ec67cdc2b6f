"""From what was typed to a plan: synonyms, beginnings of words, and typing errors mended."""

from search.plan import (
    SYNONYM,
    WHOLE,
    Alternative,
    Concept,
    Phrase,
    Plan,
    alternatives_of,
    group_of,
)

BEGINNING = 0.7
SHORTEST_BEGINNING = 3
MOST_BEGINNINGS = 30


class Understanding:
    """Make the plan of one query.

    `shown(tokens)` returns words as they are written where this reader may look, or nothing: nobody
    is offered a word that only hidden pages hold. With `complete` the last word is one that is
    still being typed.
    """

    def __init__(self, analyzer, vocabulary, synonyms, shown, mend=True, complete=False):
        self.analyzer = analyzer
        self.vocabulary = vocabulary
        self.synonyms = synonyms
        self.shown = shown
        self.mend = mend
        self.complete = complete
        self.corrected = {}

    def plan(self, asked):
        """Return the plan of a query that was read."""
        forms = [self.analyzer.forms(token) for token in self.analyzer.telling(asked.tokens)]
        # In one query with what is asked for next: parts of the words, and the number of all.
        wanted = {term for form in forms for term in terms_of(form)}
        inner = {term for form in forms for bases in form.parts for term, _f in group_of(bases)}
        self.vocabulary.counts({"", *wanted, *inner})
        known = self.vocabulary.counts(wanted)
        forms = [self.meant(form, known) for form in forms]
        concepts, at = [], 0
        while at < len(forms):
            length, others = self.synonyms.at(forms[at:])
            if length == 1 and not others:
                concepts.append(self.word(forms[at], known, last=at == len(forms) - 1))
            else:
                concepts.append(said_otherwise(forms[at : at + length], others))
            at += length
        phrases = tuple(phrase_of(tokens, self.analyzer) for tokens in asked.phrases)
        excluded = tuple(phrase_of(tokens, self.analyzer) for tokens in asked.excluded)
        return Plan(tuple(concepts), phrases, excluded, self.corrected)

    def meant(self, form, known):
        """Return the forms of the word that was meant: the nearest where this one is unknown."""
        if not self.mend or self.is_known(form, known) or self.synonyms.at([form])[1]:
            return form
        if self.analyzer.is_real(form.word) or self.beginnings(form):
            return form
        for near in self.vocabulary.near(form.word):
            tokens = tuple(self.analyzer.tokens(near))
            if not self.analyzer.telling(tokens):
                continue
            meant = self.analyzer.forms(tokens[0])
            if written := self.shown(tokens):
                self.corrected[form.word] = written
                known.update(self.vocabulary.counts(terms_of(meant)))
                return meant
        return form

    def is_known(self, form, known):
        """Tell whether a word stands anywhere in the index, by itself or as a part."""
        return not known.keys().isdisjoint(terms_of(form))

    def beginnings(self, form):
        """Return words of the index that begin as this one does."""
        if len(form.word) < SHORTEST_BEGINNING:
            return []
        return self.vocabulary.beginning(form.word, MOST_BEGINNINGS)

    def word(self, form, known, last):
        """Return the concept of one word; the last one may be the beginning of another."""
        found = alternatives_of(form)
        if last and (self.complete or not self.is_known(form, known)):
            bases = {
                base
                for word in self.beginnings(form)
                for token in self.analyzer.tokens(word)
                for base in self.analyzer.forms(token).bases
            }
            if bases:
                group = tuple((base, WHOLE) for base in sorted(bases))
                found.append(Alternative(BEGINNING, (group,)))
        return Concept((form.word,), tuple(found))


def said_otherwise(forms, others):
    """Return the concept of a term that editors gave synonyms."""
    if len(forms) == 1:
        found = alternatives_of(forms[0])
    else:
        groups = tuple(group_of(form.bases) for form in forms)
        found = [Alternative(WHOLE, groups)]
    for other in others:
        found.append(Alternative(SYNONYM, tuple(group_of(form.bases) for form in other)))
    return Concept(tuple(form.word for form in forms), tuple(found))


def terms_of(form):
    """Return every term that tells whether a word is known."""
    return {term for term, _factor in group_of(form.bases)}


def phrase_of(tokens, analyzer):
    """Return the phrase of some tokens."""
    return Phrase(
        tuple(token.word for token in tokens),
        tuple(analyzer.forms(token).bases for token in analyzer.telling(tokens)),
    )
