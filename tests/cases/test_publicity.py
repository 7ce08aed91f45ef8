"""A grant that is published is shown masked for its working days, held where somebody objects, and granted after them."""

import hashlib

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Claim, Decision, Instalment, Objection, PublicityEntry, PublicityList
from cases.queries import publicity as query
from cases.services import decision, objections, publicity, publicity_end
from core import clock
from core.policies import NotAllowed, Refused
from programmes.models import Holiday
from tests.factories.cases import make_resident
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


def shown_line(claim):
    return PublicityEntry.objects.get(claim=claim, round=claim.round)


def listed(officers, count=1, **fields):
    claims = [to_publish(officers, **fields) for _number in range(count)]
    return claims, publicity.make_list(actor=officers.second_check, scheme=NAME, region_code="150502")


def object_to(claim, **fields):
    told = {"name": "包志强", "contact": "13800004567", "text": "此人并不步行上班", **fields}
    return objections.receive(entry_id=shown_line(claim).pk, **told)


def end(day="2026-11-28T00:01"):
    with clock.at(day):
        return publicity_end.close_due()


def test_what_is_shown_is_masked(published_law, officers, friday):
    person = make_resident(officers.desk, name="张建国")
    made = listed(officers, person=person)[1]
    shown = made.entries.get().shown
    assert (shown["name"], shown["code"]) == ("张*国", f"150502********{person.id_last4}")
    assert shown["amount"] == "266.40"
    assert hashlib.sha256(query.page_of(made).encode()).hexdigest() == made.digest


def test_a_list_takes_the_same_number_of_statements_however_long(published_law, officers, friday):
    counts = []
    for many in (1, 6):
        for _number in range(many):
            to_publish(officers)
        with CaptureQueriesContext(connection) as asked:
            publicity.make_list(actor=officers.second_check, scheme=NAME, region_code="150502")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_end_takes_the_same_number_of_statements_however_many(published_law, officers):
    counts = []
    for many, day, after in ((1, "2026-11-20", "2026-11-28"), (6, "2026-12-01", "2026-12-09")):
        with clock.at(f"{day}T09:00"):
            listed(officers, many)
        with clock.at(after), CaptureQueriesContext(connection) as asked:
            assert publicity_end.close_due().granted == many
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_objection_holds_its_own_line_alone(published_law, officers, friday):
    (held, other), _made = listed(officers, 2)
    objection = object_to(held)
    assert end() == publicity_end.Closed(lists=1, granted=1)
    assert [Claim.objects.get(pk=claim.pk).state for claim in (held, other)] == ["publicity", "granted"]
    with clock.at("2026-12-01T09:00"):
        objections.decide(objection_id=objection.pk, actor=officers.approver, upheld=False, reason="已实地核查")
    assert Claim.objects.get(pk=held.pk).state == "granted"


def test_an_upheld_objection_voids_the_votes_and_the_clock_goes_on(published_law, officers, friday):
    (claim,), _made = listed(officers)
    due_on = claim.due_on
    objection = object_to(claim)
    with clock.at("2026-11-24T09:00"):
        objections.decide(objection_id=objection.pk, actor=officers.approver, upheld=True, reason="确有其事")
    claim.refresh_from_db()
    assert (claim.state, claim.round, claim.clock_paused_on) == ("accepted", 2, None)
    assert claim.due_on > due_on
    assert not claim.votes.filter(void_at__isnull=True).exists()
    assert end() == publicity_end.Closed(lists=1)


def test_a_voter_does_not_decide_an_objection_and_postgres_holds_it(published_law, officers, friday):
    (claim,), _made = listed(officers)
    objection = object_to(claim)
    for voter in (officers.first_check, officers.second_check):
        with pytest.raises(NotAllowed):
            objections.decide(objection_id=objection.pk, actor=voter, upheld=False, reason="无问题")
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.update(outcome="dismissed", reason="无", decided_by=officers.second_check, decided_at=clock.now())


def test_nobody_objects_after_the_last_day(published_law, officers, friday):
    (claim,), _made = listed(officers)
    with clock.at("2026-11-28T00:00"), pytest.raises(Refused):
        object_to(claim)
    end()
    with clock.at("2026-11-27T23:59"), pytest.raises(Refused):
        object_to(claim)


def test_a_flood_from_one_address_is_refused(published_law, officers, friday):
    (claim,), _made = listed(officers)
    for _number in range(objections.A_LIST_AND_HOUR):
        object_to(claim, address="203.0.113.9")
    with pytest.raises(Refused):
        object_to(claim, address="203.0.113.9")
    object_to(claim, address="203.0.113.10")


def test_who_has_died_meanwhile_goes_back_and_the_others_are_granted(published_law, officers, friday):
    (dead, other), _made = listed(officers, 2)
    dead.resident.deceased_on = clock.today()
    dead.resident.save()
    assert end() == publicity_end.Closed(lists=1, granted=1, returned=1)
    assert [Claim.objects.get(pk=claim.pk).state for claim in (dead, other)] == ["accepted", "granted"]


def test_days_off_that_become_known_put_the_end_off(published_law, officers, friday):
    made = listed(officers)[1]
    Holiday.objects.create(day="2026-11-26", kind="off", name="测试", source="测试")
    assert end() == publicity_end.Closed()
    made.refresh_from_db()
    assert f"{made.closes_on}" == "2026-11-30"
    assert end("2026-12-01T00:01").granted == 1


def test_postgres_lets_nobody_change_what_was_shown_or_grant_before_its_end(published_law, officers, friday):
    (claim,), _made = listed(officers)
    for change in (
        lambda: PublicityEntry.objects.update(shown={}),
        lambda: PublicityList.objects.update(digest="0" * 64),
        lambda: PublicityList.objects.update(closes_on="2026-11-21"),
        lambda: decision.conclude(claim, officers.second_check, claim.assessments.latest("pk"), ""),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_neighbour_makes_no_list_here(published_law, officers, neighbours, friday):
    to_publish(officers)
    with pytest.raises(NotAllowed):
        publicity.make_list(actor=neighbours.second_check, scheme=NAME, region_code="150502")


def test_the_public_sees_a_list_while_its_days_run_and_objects(published_law, officers, client, friday):
    (claim,), made = listed(officers)
    page = client.get(reverse("cases:publicity_show", args=[made.pk]))
    text = page.content.decode()
    assert "noindex" in page["X-Robots-Tag"]
    assert "张*国" in text
    assert claim.resident.name not in text
    assert claim.number not in text
    address = reverse("cases:publicity_object", args=[made.pk, 1])
    told = {"name": "包志强", "contact": "13800004567", "text": "此人并不步行上班"}
    assert client.post(address, {**told, "website": "x"}).status_code == 302
    assert not Objection.objects.exists()
    assert client.post(address, told).status_code == 302
    kept = Objection.objects.get()
    assert (kept.name, kept.channel, kept.entered_by) == ("包志强", "web", None)
    with clock.at("2026-11-28T00:01"):
        assert client.get(reverse("cases:publicity_show", args=[made.pk])).status_code == 404
        assert client.get(address).status_code == 404


def test_the_bureau_makes_the_list_and_decides_by_its_pages(published_law, officers, client, friday):
    claim = to_publish(officers)
    client.force_login(officers.second_check)
    answer = client.post(reverse("cases:publicity_make"), {"scheme": NAME, "region": "150502"})
    assert answer.status_code == 302
    assert shown_line(claim).list.digest in client.get(answer.url).content.decode()
    objection = object_to(claim)
    client.force_login(officers.approver)
    page = reverse("cases:objection_decide", args=[objection.pk])
    assert "包志强" in client.get(page).content.decode()
    assert client.post(page, {"upheld": "no", "reason": "已核查"}).status_code == 302
    assert Objection.objects.get().outcome == "dismissed"
    assert client.get(reverse("cases:claim_show", args=[claim.pk])).status_code == 200
    assert client.get(reverse("portal:workbench")).status_code == 200
