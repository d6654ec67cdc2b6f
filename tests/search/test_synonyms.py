"""Synonyms: words that find each other."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories


def test_a_synonym_shows_its_terms(site):
    assert str(factories.SynonymFactory()) == "wmo, maatschappelijke hulp"


@pytest.mark.parametrize("terms", [[], [("term", "wmo")]])
def test_one_term_is_no_synonym(site, terms):
    with pytest.raises(ValidationError):
        factories.SynonymFactory.build(terms=terms).full_clean()


@pytest.mark.parametrize("key", ["Hoofd", "met spatie", "accént", "regel\n", "a_b"])
def test_a_key_has_small_letters_digits_and_hyphens(site, key):
    with pytest.raises(ValidationError):
        factories.SynonymFactory.build(key=key).full_clean()
