"""Paying happens on a Friday morning under the shipped law."""

import pytest

from tests.factories.programmes import shipped_law


@pytest.fixture
def law(db, friday):
    """The shipped law is in force and the clock stands."""
    shipped_law()
    return friday
