"""What tests of the admin share."""

import json

import pytest

from cases.lessons import LessonPage
from tests import factories
from tests.admin.translating import BODY


@pytest.fixture
def lesson(site):
    page = factories.LessonPageFactory(
        title="Eerst doen", summary="Kort gezegd.", body=json.dumps(BODY)
    )
    page.save_revision().publish()
    return LessonPage.objects.get(pk=page.pk)
