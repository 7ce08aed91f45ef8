"""The workbench: each post sees what waits for it and nothing else, oldest clock first, in few statements."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import ChangeRequest, CorrectionNotice, Suspension
from cases.services.certification import certify
from cases.states import ChangeKind, ClaimState
from core import clock
from enterprises.states import ListingKind
from notices.services import reminders
from portal.queries import workbench
from stations.states import Role
from tests.factories.cases import make_claim, make_recipient, make_resident
from tests.factories.enterprises import make_corporate_account, make_enterprise, make_listing
from tests.factories.programmes import proposed, publish, publisher, shipped_law
from tests.factories.stations import WHOLE_REGION, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


STEPS = {
    ClaimState.SUBMITTED: Role.ACCEPTANCE,
    ClaimState.ACCEPTED: Role.FIRST_CHECK,
    ClaimState.FIRST_CHECKED: Role.SECOND_CHECK,
    ClaimState.APPROVAL: Role.APPROVER,
}


def shown(user):
    return [row.title for row in workbench.oldest(user)]


def numbers(user):
    return {counter.queue.code: counter.number for counter in workbench.counters(user)}


def claim_at(officers, state, due_in=5, **fields):
    claim = make_claim(make_resident(officers.desk), state=state, **fields)
    claim.due_on = clock.today() + timedelta(days=due_in)
    claim.save()
    return claim


@pytest.mark.parametrize(("state", "role"), STEPS.items())
def test_each_post_sees_the_claims_at_its_step_and_the_officer_next_door_sees_her_own(officers, neighbours, role, state):
    mine, hers = claim_at(officers, state), claim_at(neighbours, state)
    for other in STEPS.keys() - {state}:
        claim_at(officers, other)
    assert shown(getattr(officers, role)) == [mine.number]
    assert shown(getattr(neighbours, role)) == [hers.number]


def test_the_oldest_clock_comes_first_and_what_is_late_is_counted(officers):
    claims = [claim_at(officers, ClaimState.ACCEPTED, due_in) for due_in in (3, -2, 8)]
    assert shown(officers.first_check) == [claims[1].number, claims[0].number, claims[2].number]
    counter = next(counter for counter in workbench.counters(officers.first_check) if counter.queue.code == "first_check")
    assert (counter.number, counter.late) == (3, 1)
    assert [row.light for row in workbench.oldest(officers.first_check)] == ["red", "none", "none"]


def test_nobody_is_offered_a_claim_that_she_took_in_herself(officers):
    taken_in = claim_at(officers, ClaimState.ACCEPTED, created_by=officers.first_check)
    other = claim_at(officers, ClaimState.ACCEPTED)
    assert shown(officers.first_check) == [other.number]
    assert taken_in.number in shown(officers.another(Role.FIRST_CHECK))


def test_a_draft_waits_for_whoever_began_it(officers):
    mine = claim_at(officers, ClaimState.DRAFT, created_by=officers.station)
    claim_at(officers, ClaimState.DRAFT, created_by=officers.another(Role.STATION))
    assert shown(officers.station) == [mine.number]


def test_while_the_applicant_owes_papers_the_day_of_the_notice_counts(officers):
    claim = claim_at(officers, ClaimState.CORRECTION, due_in=1)
    due = clock.today() + timedelta(days=9)
    CorrectionNotice.objects.create(claim=claim, points=["x"], sent_on=clock.today(), due_on=due, sent_by=officers.acceptance)
    assert [row.due_on for row in workbench.oldest(officers.station)] == [due]


def test_a_change_waits_for_a_second_person_not_for_the_one_who_asked(officers):
    resident = make_resident(officers.desk)
    ChangeRequest.objects.create(
        resident=resident,
        kind=ChangeKind.BANK_ACCOUNT,
        proposed="{}",
        proposed_hint="****1234",
        reason="x",
        station=officers.desk,
        region_code=resident.region_code,
        requested_by=officers.acceptance,
        requested_at=clock.now(),
    )
    assert numbers(officers.acceptance)["change"] == 0
    assert numbers(officers.first_check)["change"] == 1


def test_a_month_to_certify_waits_for_the_desk_until_it_is_certified(officers, neighbours):
    shipped_law()
    november = clock.this_month()
    publish(proposed(publisher(), valid_from=november, certification="self_monthly"), publisher())
    claim = make_recipient(officers.desk)
    reminders.remind_all()
    assert (numbers(officers.station)["certification"], numbers(neighbours.station)["certification"]) == (1, 0)
    assert shown(officers.station) == [claim.number]
    certify(claim_id=claim.pk, actor=officers.station, month=november)
    assert numbers(officers.station)["certification"] == 0


def test_a_pause_waits_for_both_checkers_but_not_for_whoever_suspended(officers):
    claim = claim_at(officers, ClaimState.SUSPENDED)
    Suspension.objects.create(claim=claim, from_on=clock.today(), reason="x", suspended_by=officers.second_check)
    assert numbers(officers.second_check)["suspended"] == 0
    assert numbers(officers.first_check)["suspended"] == 1
    (row,) = workbench.oldest(officers.first_check)
    assert (row.title, row.since.astimezone(clock.BEIJING).date()) == (claim.number, clock.today())


def test_a_post_counts_only_where_it_is_held(officers, neighbours):
    """First check at home and station staff next door: next door's first checks are not hers."""
    claim_at(neighbours, ClaimState.ACCEPTED)
    user = officers.first_check
    make_post(user, Role.ACCEPTANCE, neighbours.banner)
    assert numbers(user)["first_check"] == 0


def test_the_statements_do_not_grow_with_the_work(officers, client, django_assert_num_queries):
    user = officers.acceptance
    make_post(user, Role.FIRST_CHECK, officers.banner)
    client.force_login(user)
    for _ in range(3):
        for state in (ClaimState.SUBMITTED, ClaimState.ACCEPTED):
            claim_at(officers, state)
    client.get(reverse("portal:workbench"))
    with django_assert_num_queries(6):
        # session, person, posts, one for all counters, unread notices, one for all rows
        page = client.get(reverse("portal:workbench"))
    assert len(page.context["rows"]) == 6


def test_one_queue_is_shown_page_by_page(officers, client, monkeypatch):
    monkeypatch.setattr(workbench, "SHOWN", 2)
    claims = [claim_at(officers, ClaimState.SUBMITTED, due_in).number for due_in in (1, 2, 3)]
    client.force_login(officers.acceptance)
    page = client.get(reverse("portal:workbench"), {"queue": "acceptance"})
    assert [row.title for row in page.context["rows"]] == claims[:2]
    page = client.get(reverse("portal:workbench") + page.context["page"].next)
    assert [row.title for row in page.context["rows"]] == claims[2:]
    assert page.context["chosen"].code == "acceptance"


def test_a_queue_of_another_post_shows_what_is_ones_own(officers, client):
    claim_at(officers, ClaimState.FIRST_CHECKED)
    client.force_login(officers.acceptance)
    page = client.get(reverse("portal:workbench"), {"queue": "second_check"})
    assert page.context["page"] is None
    assert not page.context["rows"]


def test_somebody_without_a_post_is_told_so(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody", name="x"))
    assert "empty" in client.get(reverse("portal:workbench")).content.decode()


def test_the_desk_begins_by_logging_or_finding_a_resident(officers, client):
    for user, begins in ((officers.station, True), (officers.first_check, False)):
        client.force_login(user)
        assert (reverse("cases:resident_log") in client.get(reverse("portal:workbench")).content.decode()) is begins


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.AUDITOR, "portal:audit_list"),
        (Role.FINANCE_CHECKER, "payouts:reconciliation_show"),
        (Role.RULES_PUBLISHER, "programmes:ruleset_list"),
        (Role.SECURITY_ADMIN, "admin:index"),
    ],
)
def test_every_first_step_opens_for_the_post_that_sees_it(role, name, client):
    user = make_user(role, WHOLE_REGION)
    client.force_login(user)
    steps = [step.url for step in client.get(reverse("portal:workbench")).context["first_steps"]]
    assert reverse(name) in steps
    assert [client.get(url).status_code for url in steps] == [200] * len(steps)


@pytest.mark.parametrize("queue", workbench.QUEUES, ids=lambda queue: queue.code)
def test_every_queue_leads_to_a_page_and_can_be_counted_and_told(queue, officers):
    assert reverse(queue.page, args=[1])
    user = getattr(officers, queue.roles[0])
    assert sum(number for _code, number, _late in queue.counted(user, clock.today())) == 0
    assert list(queue.told(user)) == []


def test_accounts_and_lists_of_units_wait_for_somebody_else_than_whoever_asked(officers, neighbours):
    unit = make_enterprise()
    make_corporate_account(unit, verified=False, recorded_by=officers.acceptance)
    asked = {"end_asked_by": officers.acceptance, "end_asked_on": clock.today(), "end_asked_at": clock.now()}
    make_listing(unit, ListingKind.ZOMBIE, **asked)
    for user, number in ((officers.acceptance, 0), (officers.first_check, 1), (neighbours.first_check, 0)):
        found = numbers(user)
        assert (found.get("corporate_account", 0), found.get("delisting", 0)) == (number, number)
