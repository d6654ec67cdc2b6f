"""What the browsers of all roles noted while they were at work; runs after the others."""

import pytest

pytestmark = pytest.mark.browser


def test_nothing_went_wrong_in_the_browsers(people):
    page = people.page("eindredacteur")
    page.goto("/admin/")
    assert people.errors == []
    assert people.strangers == set()
