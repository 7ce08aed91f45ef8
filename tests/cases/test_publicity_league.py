"""Lists that a league publishes for all its banners, where the rules of the programme say so; rights in sets."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Claim, Decision, ExclusiveRight, PublicityEntry
from cases.queries import publicity as query
from cases.services import numbers, publicity, publicity_end
from core import clock
from core.policies import NotAllowed, Refused
from programmes.formulas import registry
from programmes.formulas.declaration import Exclusive, Words
from programmes.formulas.rulebook import problems
from programmes.queries import words
from programmes.services import shipped
from tests.factories.publicity import NAME, TOY, publish_law, to_publish
from tests.factories.stations import BANNER, Officers, make_user

pytestmark = pytest.mark.django_db
LEAGUE, NEXT = "150500", "150521"
AFTER = "2026-11-28T00:01"


@pytest.fixture
def league_law(monkeypatch, db):
    """The toy programme, whose grants the league publishes."""
    monkeypatch.setitem(registry.SCHEMES, NAME, TOY)
    words.declared.cache_clear()
    with clock.at("2026-01-05T09:00"):
        shipped.load()
        publish_law(level="league")
    yield
    words.declared.cache_clear()


@pytest.fixture
def two_banners(league_law, officers, friday):
    """A grant in each of two banners of the league, and the league's second checker."""
    other = Officers(NEXT, "o")
    claims = [to_publish(officers), to_publish(other)]
    return claims, make_user("second_check", LEAGUE)


def test_the_league_shows_all_its_banners_on_one_list(two_banners, client):
    claims, actor = two_banners
    assert [(each.region_code, each.place, each.count) for each in query.waiting(query.unlisted())] == [(LEAGUE, "通辽市", 2)]
    client.force_login(actor)
    page = client.get(reverse("cases:publicity_make")).content.decode()
    assert "通辽市 · 2" in page
    assert client.post(reverse("cases:publicity_make"), {"scheme": NAME, "region": LEAGUE}).status_code == 302
    made = PublicityEntry.objects.get(claim=claims[0]).list
    assert (made.region_code, made.entries_count, made.number[:8]) == (LEAGUE, 2, "GS150500")
    with clock.at(AFTER):
        assert publicity_end.close_due() == publicity_end.Closed(lists=1, granted=2)
    assert {decision.number[:8] for decision in Decision.objects.all()} == {f"JD{BANNER}", f"JD{NEXT}"}


def test_a_banner_does_not_publish_what_the_league_publishes(two_banners, officers):
    with pytest.raises(Refused, match="待公示"):
        publicity.make_list(actor=officers.second_check, scheme=NAME, region_code=BANNER)
    with pytest.raises(NotAllowed):
        publicity.make_list(actor=officers.second_check, scheme=NAME, region_code=LEAGUE)


def test_a_league_does_not_publish_what_its_banners_publish(published_law, officers, friday):
    to_publish(officers)
    with pytest.raises(Refused):
        publicity.make_list(actor=make_user("second_check", LEAGUE), scheme=NAME, region_code=LEAGUE)
    with pytest.raises(Refused):
        publicity.make_list(actor=make_user("second_check", "150000"), scheme=NAME, region_code="150000")


def test_the_night_makes_the_leagues_list(two_banners):
    assert len(publicity.make_all()) == 1


def test_an_officer_of_one_banner_sees_her_own_lines_of_the_leagues_list(two_banners, officers, client):
    claims, actor = two_banners
    made = publicity.make_list(actor=actor, scheme=NAME, region_code=LEAGUE)
    client.force_login(officers.first_check)
    text = client.get(reverse("cases:publicity_evidence", args=[made.pk])).content.decode()
    assert claims[0].number in text
    assert claims[1].number not in text
    client.force_login(Officers("150402", "n").first_check)
    assert client.get(reverse("cases:publicity_evidence", args=[made.pk])).status_code == 404


def test_rules_may_be_silent_about_who_publishes():
    declared = registry.scheme("stability_refund")
    content = {"parameters": {"publicity_level": {"value": "village", "basis": "x"}}, "conditions": {}}
    assert "publicity_level must be one of banner, league" in problems(declared, content)
    assert "parameter publicity_level is missing" not in problems(declared, {"parameters": {}, "conditions": {}})


def test_numbers_are_taken_for_each_place_in_order(db, friday):
    assert numbers.take_each("JD", ["150502", "150521", "150502"]) == [
        "JD150502-2026-000001",
        "JD150521-2026-000001",
        "JD150502-2026-000002",
    ]
    assert numbers.take("JD", "150502") == "JD150502-2026-000003"


@pytest.fixture
def exclusive(monkeypatch, published_law):
    """The toy takes a right of the applicant for ever."""
    scheme = TOY.__class__(**{**TOY.__dict__, "exclusive": (Exclusive("toy", Words("Not had before", "此前未享受"), "ever"),)})
    monkeypatch.setitem(registry.SCHEMES, NAME, scheme)


def granted(officers, many, day, after):
    with clock.at(day):
        claims = [to_publish(officers) for _number in range(many)]
        publicity.make_list(actor=officers.second_check, scheme=NAME, region_code=BANNER)
    with clock.at(after), CaptureQueriesContext(connection) as asked:
        found = publicity_end.close_due()
    return claims, found, len(asked)


def test_rights_are_taken_in_sets(exclusive, officers):
    _claims, first, one = granted(officers, 1, "2026-11-20T09:00", "2026-11-28T00:01")
    _claims, second, six = granted(officers, 6, "2026-12-01T09:00", "2026-12-09T00:01")
    assert (first.granted, second.granted, one) == (1, 6, six)
    assert ExclusiveRight.objects.count() == 7


def test_who_is_excluded_meanwhile_goes_back_alone(exclusive, officers):
    with clock.at("2026-11-20T09:00"):
        claims = [to_publish(officers) for _number in range(3)]
        publicity.make_list(actor=officers.second_check, scheme=NAME, region_code=BANNER)
        taken = Claim.objects.get(pk=claims[0].pk)
        holder = to_publish(officers)
        ExclusiveRight.objects.create(claim=holder, resident=taken.resident, key="toy", during=(date(2026, 1, 1), None))
    with clock.at("2026-11-28T00:01"):
        found = publicity_end.close_due()
    assert (found.granted, found.returned) == (2, 1)
    assert Claim.objects.get(pk=taken.pk).state == "accepted"
