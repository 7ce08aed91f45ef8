"""The two neighbouring banners of every scope test. Loaded as a plugin, so that any test may ask for them."""

import pytest

from tests.factories.stations import BANNER, NEIGHBOUR, Officers


@pytest.fixture
def officers(db) -> Officers:
    """The staff of the banner 150502 科尔沁区; ask for a post by its role: `officers.first_check`."""
    return Officers(BANNER)


@pytest.fixture
def neighbours(db) -> Officers:
    """The staff of the banner 150402 红山区 in another league, with a station of their own."""
    return Officers(NEIGHBOUR, mark="_next_door")
