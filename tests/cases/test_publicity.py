"""A grant that is published is shown masked for its working days, held where somebody objects, and granted after them."""

import pytest

from cases.models import Decision, Instalment
from cases.services import publicity, publicity_end
from core import clock
from tests.factories.publicity import NAME, to_publish

pytestmark = pytest.mark.django_db


def test_a_published_grant_is_payable_only_after_its_days(published_law, officers):
    with clock.at("2026-11-20T09:00"):
        claim = to_publish(officers)
        assert claim.state == "publicity"
        assert claim.clock_paused_on is not None
        assert not Decision.objects.exists()
        made = publicity.make_list(actor=officers.second_check, scheme=NAME, region_code="150502")
    assert f"{made.closes_on}" == "2026-11-27"
    with clock.at("2026-11-27T23:59"):
        assert publicity_end.close_due() == publicity_end.Closed()
    with clock.at("2026-11-28T00:01"):
        assert publicity_end.close_due() == publicity_end.Closed(lists=1, granted=1)
        assert publicity_end.close_due() == publicity_end.Closed()
    claim.refresh_from_db()
    assert (claim.state, claim.due_on, claim.clock_paused_on) == ("granted", None, None)
    assert claim.decision.decided_by == officers.second_check
    assert Instalment.objects.get().amount == claim.decision.amount
