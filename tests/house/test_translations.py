"""Every string has its Chinese, and two apps say the same thing the same way."""

import pytest

from portal import translations
from tests.house.tree import APPS


@pytest.mark.parametrize("app", APPS)
def test_the_catalogue_is_complete(app):
    faults = translations.faults(app)

    assert not faults, "\n".join(faults)


def test_no_two_apps_contradict_each_other():
    contradictions = translations.contradictions()

    assert not contradictions, "\n".join(contradictions)
