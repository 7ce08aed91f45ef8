"""Two sweeps at once, two lists at once, and an objection at the moment of the closing: nothing twice, nothing lost."""

import threading

import pytest
from django.db import connection

from cases.models import Claim, Decision, Instalment, Objection, PublicityEntry, PublicityList
from cases.services import objections, publicity, publicity_end
from core import clock
from core.policies import Refused
from tests.factories.publicity import NAME, to_publish
from tests.factories.stations import BANNER, Officers

pytestmark = pytest.mark.django_db(transaction=True)
NOON, AFTER = "2026-11-20T12:00", "2026-11-28T00:05"


def at_once(*acts):
    """Each act under its own clock in a session of its own, all let go at the same moment; what each returned or refused."""
    start, ends = threading.Barrier(len(acts)), [None] * len(acts)

    def session(number, moment, act):
        try:
            with clock.at(moment):
                start.wait(timeout=10)
                ends[number] = act()
        except Refused as refused:
            ends[number] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=session, args=[number, *act]) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return ends


def test_two_sweeps_at_once_grant_each_claim_once(published_law):
    officers = Officers(BANNER)
    with clock.at(NOON):
        claims = [to_publish(officers) for _number in range(6)]
        publicity.make_list(actor=officers.second_check, scheme=NAME, region_code=BANNER)
    ends = at_once(*[(AFTER, lambda: publicity_end.close_due(size=2))] * 3)
    with clock.at(AFTER):
        rest = publicity_end.close_due()
    assert sum(each.granted for each in ends) + rest.granted == 6
    assert sum(each.lists for each in ends) == 1
    assert Decision.objects.count() == Instalment.objects.count() == 6
    assert set(Claim.objects.filter(pk__in=[claim.pk for claim in claims]).values_list("state", flat=True)) == {"granted"}


def test_two_lists_at_once_show_each_claim_once(published_law):
    officers = Officers(BANNER)
    with clock.at(NOON):
        for _number in range(4):
            to_publish(officers)
        actor = officers.second_check
    ends = at_once(*[(NOON, lambda: publicity.make_list(actor=actor, scheme=NAME, region_code=BANNER))] * 2)
    assert sum(each.entries_count for each in ends if isinstance(each, PublicityList)) == 4
    assert PublicityEntry.objects.values("claim").distinct().count() == PublicityEntry.objects.count() == 4


def test_an_objection_at_the_moment_of_the_closing_holds_its_line_or_comes_too_late(published_law):
    """The objector's clock still shows the last minute while the sweep's shows the next day."""
    officers = Officers(BANNER)
    with clock.at(NOON):
        claim = to_publish(officers)
        made = publicity.make_list(actor=officers.second_check, scheme=NAME, region_code=BANNER)
    entry = made.entries.get()
    told = {"entry_id": entry.pk, "name": "包志强", "contact": "13800004567", "text": "此人并不步行上班"}
    objected, _swept = at_once(("2026-11-27T23:59:59", lambda: objections.receive(**told)), (AFTER, publicity_end.close_due))
    claim.refresh_from_db()
    if isinstance(objected, Refused):
        assert (claim.state, Objection.objects.count()) == ("granted", 0)
    else:
        assert (claim.state, Objection.objects.count(), Decision.objects.count()) == ("publicity", 1, 0)
