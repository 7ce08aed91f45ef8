"""An appeal: its terms, what was decided beside what would be said today, and the way back to a new decision that pays."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cases.formulas import appeal_terms
from cases.models import Appeal, Claim, Letter
from cases.queries import appeals as query
from cases.reports.invariants import INVARIANTS
from cases.services import appeals, deliveries, facts, letters
from core import clock
from core.invariants import breaches
from core.policies import NotAllowed, Refused
from payouts.models import Line
from payouts.services.collect import collect
from portal.queries.workbench import counters
from programmes.services import calendar
from tests.factories.cases import make_account
from tests.factories.desk import first_checked, granted, person_at, vote
from tests.factories.payouts import maker
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(friday, officers):
    """A person whose separation was taken for a resignation was refused."""
    shipped_law()
    resident = person_at(officers)
    make_account(resident)
    claim = first_checked(officers, resident, separation="resigned")
    return vote(claim, officers.second_check, grants=False, reason="本人辞职").claim


def filed(claim, actor, route="review", **fields):
    values = {"filed_on": clock.today(), "filed_by": "张建国", "authority": "科尔沁区人民政府", "text": "系单位解除"} | fields
    return appeals.file(claim_id=claim.pk, actor=actor, route=route, **values)


def concluded(appeal, actor, outcome="revoked"):
    today = clock.today()
    return appeals.conclude(
        appeal_id=appeal.pk, actor=actor, outcome=outcome, outcome_on=today, outcome_received_on=today, outcome_no="复决1号",
        outcome_text="事实不清",
    )  # fmt: skip


def test_a_refused_person_wins_and_is_paid(refused, officers):
    appeal = concluded(filed(refused, officers.acceptance), officers.acceptance)
    appeal = appeals.confirm(appeal_id=appeal.pk, actor=officers.approver, outcome=appeal.outcome)
    anew = appeal.follow_up
    refused.refresh_from_db()
    assert (refused.state, refused.decision.granted) == ("refused", False)
    assert (anew.state, anew.submitted_at, anew.facts["separation"]) == ("accepted", refused.submitted_at, "resigned")

    asked = {"contribution_months": 75, "separation": "dismissed", "unused_months": 0}
    facts.change(claim_id=anew.pk, actor=officers.first_check, asked=asked, reason="复议决定认定单位解除")
    vote(anew, officers.first_check)
    anew = vote(Claim.objects.get(pk=anew.pk), officers.second_check).claim
    assert anew.state == "granted"
    collect(month=date(2026, 11, 1), actor=maker())
    assert Line.objects.filter(instalment__claim=anew, standing=1).exists()
    assert list(breaches(INVARIANTS)) == []


def test_nobody_confirms_the_outcome_she_wrote_down(refused, officers):
    appeal = concluded(filed(refused, officers.acceptance), officers.approver)
    with pytest.raises(NotAllowed):
        appeals.confirm(appeal_id=appeal.pk, actor=officers.approver, outcome=appeal.outcome)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(confirmed_by=officers.approver)


def test_an_outcome_that_was_written_anew_is_not_confirmed_unseen(refused, officers):
    appeal = concluded(filed(refused, officers.acceptance), officers.acceptance)
    appeals.send_back(appeal_id=appeal.pk, actor=officers.second_check, reason="文号不符")
    concluded(appeal, officers.acceptance, outcome="changed")
    with pytest.raises(Refused):
        appeals.confirm(appeal_id=appeal.pk, actor=officers.approver, outcome="revoked")


def test_whoever_decided_does_not_confirm_what_became_of_the_objection(refused, officers):
    appeal = concluded(filed(refused, officers.acceptance, route="objection"), officers.acceptance)
    with pytest.raises(NotAllowed):
        appeals.confirm(appeal_id=appeal.pk, actor=officers.second_check, outcome=appeal.outcome)
    assert appeals.confirm(appeal_id=appeal.pk, actor=officers.approver, outcome=appeal.outcome).follow_up


def test_an_appeal_that_changes_nothing_is_closed_by_one_person(refused, officers):
    appeal = concluded(filed(refused, officers.acceptance), officers.acceptance, outcome="upheld")
    assert (appeal.state, appeal.follow_up) == ("closed", None)
    with pytest.raises(IntegrityError, match="final"), transaction.atomic():
        Appeal.objects.update(outcome="changed")


def test_a_grant_that_falls_ends_and_its_months_begun_stay(friday, officers):
    shipped_law()
    claim = granted(officers)
    appeal = concluded(filed(claim, officers.acceptance), officers.acceptance, outcome="changed")
    anew = appeals.confirm(appeal_id=appeal.pk, actor=officers.approver, outcome=appeal.outcome).follow_up
    claim.refresh_from_db()
    assert (claim.state, claim.end_reason, claim.last_month) == ("ended", "superseded", date(2026, 11, 1))
    vote(anew, officers.first_check)
    anew = vote(Claim.objects.get(pk=anew.pk), officers.second_check).claim
    assert anew.decision.left_out == ["2026-10", "2026-11"]
    assert list(breaches(INVARIANTS)) == []


def test_a_newer_claim_that_is_open_stands_in_the_way(refused, officers):
    appeal = concluded(filed(refused, officers.acceptance), officers.acceptance)
    first_checked(officers, refused.resident)
    with pytest.raises(Refused):
        appeals.confirm(appeal_id=appeal.pk, actor=officers.approver, outcome=appeal.outcome)


def test_late_is_named_and_five_years_end_it(refused, officers):
    paper = letters.issue(claim_id=refused.pk, actor=officers.acceptance, kind="refusal")
    values = {"way": "in_person", "received_by": "张建国", "evidence": ""}
    deliveries.deliver(letter_id=paper.pk, actor=officers.acceptance, on=clock.today(), **values)
    with clock.at("2027-01-19T09:00"):
        assert not filed(refused, officers.acceptance).is_late
    with clock.at("2027-06-01T09:00"):
        assert filed(refused, officers.acceptance, route="court").is_late
    with clock.at("2031-11-21T09:00"), pytest.raises(Refused) as refusal:
        filed(refused, officers.acceptance, route="objection")
    assert refusal.value.field == "filed_on"


def test_a_delivery_is_written_once_and_rests_on_something(refused, officers):
    paper = letters.issue(claim_id=refused.pk, actor=officers.acceptance, kind="refusal")
    values = {"letter_id": paper.pk, "actor": officers.acceptance, "on": clock.today(), "received_by": "张建国"}
    with pytest.raises(Refused):
        deliveries.deliver(**values, way="left", evidence="")
    deliveries.deliver(**values, way="left", evidence="见证人：李某")
    with pytest.raises(Refused):
        deliveries.deliver(**values, way="in_person", evidence="")


def test_the_terms_are_those_of_the_law(friday):
    shipped_law()
    days = calendar.load()
    day = date(2026, 11, 20)
    assert appeal_terms.file_by("review", day, None, days) == date(2027, 1, 19)
    assert appeal_terms.file_by("court", day, None, days) == date(2027, 5, 20)
    assert appeal_terms.file_by("court", day, date(2027, 3, 1), days) == date(2027, 3, 16)
    assert appeal_terms.file_by("review", None, None, days) is None
    assert appeal_terms.accept_by("review", day, days) == date(2026, 11, 27)
    assert appeal_terms.decide_by("review", day, date(2026, 11, 23), False, days) == date(2027, 1, 22)
    assert appeal_terms.decide_by("review", day, date(2026, 11, 23), True, days) == date(2027, 2, 22)


def test_then_stands_beside_now(refused, officers):
    assert query.compared(refused.decision).changed == []
    refused.resident.registrations.update(ended_on=clock.today())
    comparison = query.compared(refused.decision)
    assert comparison.recomputed.same
    assert [side.eligible for side in comparison.sides] == [False, False, False]
    assert len(comparison.sides[2].failed) > len(comparison.sides[0].failed)
    assert comparison.changed


def test_the_pages_from_the_letter_to_the_new_claim(refused, officers, neighbours):
    client, leader, next_door = Client(), Client(), Client()
    client.force_login(officers.acceptance)
    leader.force_login(officers.approver)
    next_door.force_login(neighbours.acceptance)
    client.post(reverse("cases:claim_letter", args=[refused.pk, "refusal"]))
    letter = Letter.objects.get()
    deliver = reverse("cases:delivery_create", args=[letter.pk])
    assert deliver in client.get(reverse("cases:claim_show", args=[refused.pk])).content.decode()
    client.post(deliver, {"on": "2026-11-20", "way": "in_person", "received_by": "张建国"})
    take_in = reverse("cases:appeal_create", args=[refused.pk])
    assert "2027年1月19日" in client.get(take_in).content.decode()
    asked = {"route": "review", "filed_on": "2026-11-20", "filed_by": "张建国", "authority": "区政府", "text": "不服"}
    client.post(take_in, asked)
    appeal = Appeal.objects.get()
    assert appeal.file_by == date(2027, 1, 19)
    shown = appeal.get_absolute_url()
    assert client.get(shown).status_code == 200
    assert next_door.get(shown).status_code == next_door.get(deliver).status_code == 404
    assert appeal.number not in next_door.get(reverse("cases:appeal_list")).content.decode()
    follow = reverse("cases:appeal_follow", args=[appeal.pk])
    assert "请填写受理机关的进展" in client.post(follow, {"case_no": ""}).content.decode()
    client.post(follow, {"accepted_on": "2026-11-20", "case_no": "1"})
    outcome = {"outcome": "revoked", "outcome_on": "2026-11-20", "outcome_received_on": "2026-11-20", "outcome_text": "事实不清"}
    client.post(reverse("cases:appeal_conclude", args=[appeal.pk]), outcome)
    assert {counter.queue.code: counter.number for counter in counters(officers.approver)}["appeal_outcome"] == 1
    steps = leader.get(shown).content.decode()
    assert steps.index("核对结果并确认") < steps.index("退回")
    leader.post(reverse("cases:appeal_confirm", args=[appeal.pk]), {"outcome": "revoked"})
    assert "已办结" in client.get(shown).content.decode()
    appeal.refresh_from_db()
    for claim in (appeal.claim, appeal.follow_up):
        assert appeal.number in client.get(reverse("cases:claim_show", args=[claim.pk])).content.decode()
