"""From draft to law: two people, one at a time, nothing twice."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction

from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from core.states import WrongState
from programmes.models import Holiday, RuleSet
from programmes.queries import parameters
from programmes.services import lawfiles, rules, shipped
from tests.factories import programmes as make


@pytest.fixture
def writer(db):
    return make.publisher()


def in_force(day, region_code="150502001001", scheme="unemployment_benefit"):
    found = rules.in_force(scheme, region_code, day)
    return found.label if found else None


def test_loading_the_shipped_law_twice_publishes_it_once(db):
    assert shipped.load()["rule_sets"] == len(lawfiles.all_files())
    assert shipped.load()["rule_sets"] == 0
    assert RuleSet.objects.published().count() == RuleSet.objects.count() == len(lawfiles.all_files())
    wages = RuleSet.objects.filter(scheme="minimum_wage").order_by("valid_from")
    assert [(each.label, each.valid_to) for each in wages] == [
        ("minimum_wage@2021-12-01", date(2024, 11, 30)),
        ("minimum_wage@2024-12-01", None),
    ]


def test_tests_stand_on_the_law_that_the_service_publishes(db):
    def law():
        return list(RuleSet.objects.values_list("scheme", "region_code", "valid_from", "valid_to", "state", "digest"))

    with transaction.atomic():
        shipped.load()
        loaded, days = law(), set(Holiday.objects.values_list("day", "kind"))
        transaction.set_rollback(True)
    make.shipped_law()
    assert law() == loaded
    assert set(Holiday.objects.values_list("day", "kind")) == days


def test_a_published_set_that_differs_from_its_file_stops_the_load(db, writer):
    early = make.proposed(writer, valid_from=date(2025, 7, 1), uplift="0.05")
    make.publish(early, make.publisher())
    with pytest.raises(Refused, match="2025-07-01"):
        make.shipped_law()
    assert RuleSet.objects.filter(scheme="minimum_wage").count() == 0


def test_a_new_set_takes_over_on_its_day_and_the_old_one_ends_on_the_eve(db, writer):
    make.shipped_law()
    make.publish(make.proposed(writer, uplift="0.05"), make.publisher())
    assert in_force(date(2026, 12, 31)) == "unemployment_benefit@2025-07-01"
    assert in_force(date(2027, 1, 1)) == "unemployment_benefit@2027-01-01"
    assert in_force(date(2025, 6, 30)) is None
    assert parameters.value("unemployment_benefit", "150502", date(2027, 1, 1), "uplift") == "0.05"


def test_a_league_set_comes_before_the_region_wide_one(db, writer):
    make.shipped_law()
    league = make.publish(make.proposed(writer, region_code="1505"), make.publisher())
    assert rules.in_force("unemployment_benefit", "150502", date(2027, 2, 1)) == league
    assert in_force(date(2027, 2, 1), "150402") == "unemployment_benefit@2025-07-01"


def test_the_writer_never_publishes(writer):
    proposed = make.proposed(writer)
    with pytest.raises(NotAllowed, match="另一名"):
        make.publish(proposed, writer)
    proposed.refresh_from_db()
    assert proposed.state == "proposed"


def test_a_publisher_next_door_has_no_say_here(db):
    here, next_door = make.publisher("150500"), make.publisher("150400")
    proposed = make.proposed(here, region_code="1505")
    with pytest.raises(NotAllowed):
        make.publish(proposed, next_door)
    with pytest.raises(NotAllowed):
        rules.take_back(ruleset_id=proposed.pk, actor=next_door)
    with pytest.raises(NotAllowed):
        rules.draft(law=make.law(region_code="1505"), actor=next_door)
    with pytest.raises(NotAllowed):
        rules.draft(law=make.law(region_code="15"), actor=here)
    assert make.publish(proposed, make.publisher()).state == "published"


def test_only_the_writer_revises_and_only_a_draft(writer):
    draft = rules.draft(law=make.law(), actor=writer)
    with pytest.raises(NotAllowed):
        rules.revise(ruleset_id=draft.pk, law=make.law(uplift="0.04"), actor=make.publisher())
    revised = rules.revise(ruleset_id=draft.pk, law=make.law(uplift="0.04"), actor=writer)
    assert revised.content["parameters"]["uplift"]["value"] == "0.04"
    rules.propose(ruleset_id=draft.pk, actor=writer)
    with pytest.raises(WrongState):
        rules.revise(ruleset_id=draft.pk, law=make.law(), actor=writer)
    rules.take_back(ruleset_id=draft.pk, actor=make.publisher())
    assert rules.withdraw(ruleset_id=draft.pk, actor=writer).state == "withdrawn"


def test_a_draft_is_not_published_and_a_published_set_not_published_again(writer):
    draft = rules.draft(law=make.law(), actor=writer)
    with pytest.raises(WrongState):
        make.publish(draft, make.publisher())
    rules.propose(ruleset_id=draft.pk, actor=writer)
    make.publish(draft, make.publisher())
    with pytest.raises(WrongState):
        make.publish(draft, make.publisher())


def test_a_set_that_would_cover_published_days_is_refused_with_a_day(writer):
    make.publish(make.proposed(writer, valid_from=date(2027, 6, 1)), make.publisher())
    earlier = make.proposed(writer, valid_from=date(2027, 1, 1))
    with pytest.raises(Refused, match="2027-06-01") as refusal:
        make.publish(earlier, make.publisher())
    assert refusal.value.field == "valid_from"


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"uplift": "3 %"}, "uplift"),
        ({"least_contribution_months": True}, "least_contribution_months"),
        ({"duration": [{"months_paid": 60, "months": 18}, {"months_paid": 12, "months": 12}]}, "duration"),
        ({"duration": []}, "duration"),
        ({"uplift_mode": "double"}, "uplift_mode"),
        ({"involuntary_separations": ["retired"]}, "involuntary_separations"),
        ({"percent_bands": [{"from_month": 1, "percent": "1.5"}]}, "percent_bands"),
    ],
)
def test_figures_that_no_formula_could_use_are_refused(writer, values, named):
    with pytest.raises(Refused, match=named):
        rules.draft(law=make.law(**values), actor=writer)


def test_a_minimum_wage_starts_with_a_month(writer):
    with pytest.raises(Refused):
        rules.draft(law=make.law("minimum_wage", date(2027, 1, 15)), actor=writer)


def test_every_step_is_in_the_audit(writer):
    second = make.publisher()
    ruleset = make.publish(make.proposed(writer), second)
    entries = AuditEntry.objects.filter(subject_type="programmes.ruleset", subject_id=str(ruleset.pk)).order_by("pk")
    assert [(entry.verb, entry.actor_id) for entry in entries] == [
        ("ruleset.drafted", writer.pk),
        ("ruleset.proposed", writer.pk),
        ("ruleset.published", second.pk),
    ]


def at_once(proposals, actor):
    """Publish each in a session of its own at the same moment; what came of each."""
    start, ends = threading.Barrier(len(proposals)), []

    def session(proposed):
        try:
            start.wait(10)
            make.publish(proposed, actor)
            ends.append("published")
        except Refused as refusal:
            ends.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=session, args=[one]) for one in proposals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(ends)


@pytest.mark.django_db(transaction=True)
def test_of_two_sessions_that_publish_for_the_same_day_one_wins():
    writer = make.publisher()
    proposals = [make.proposed(writer), make.proposed(writer, uplift="0.05")]
    assert at_once(proposals, make.publisher()) == ["overlap", "published"]
    assert RuleSet.objects.published().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_sessions_that_publish_one_after_the_other_leave_no_day_twice():
    """Whichever comes first: the earlier set ends on the eve of the later one, or is refused behind it."""
    writer = make.publisher()
    proposals = [make.proposed(writer), make.proposed(writer, valid_from=date(2027, 2, 1))]
    ends = at_once(proposals, make.publisher())
    days = list(RuleSet.objects.published().order_by("valid_from").values_list("valid_from", "valid_to"))
    assert (ends, days) in (
        (["overlap", "published"], [(date(2027, 2, 1), None)]),
        (["published", "published"], [(date(2027, 1, 1), date(2027, 1, 31)), (date(2027, 2, 1), None)]),
    )


def test_what_was_rewritten_since_it_was_looked_at_is_not_published(writer):
    proposed = make.proposed(writer)
    looked_at = proposed.digest
    rules.take_back(ruleset_id=proposed.pk, actor=writer)
    rules.revise(ruleset_id=proposed.pk, law=make.law(uplift="0.90"), actor=writer)
    rules.propose(ruleset_id=proposed.pk, actor=writer)
    with pytest.raises(Refused) as refusal:
        rules.publish(ruleset_id=proposed.pk, actor=make.publisher(), seen=looked_at)
    assert refusal.value.code == "rewritten"
    assert not RuleSet.objects.published().exists()
