"""Acceptance while papers are missing (容缺受理): compared or promised, reminded, and nothing granted until they came."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.urls import reverse

from cases.models import PaperPromise
from cases.reports import letters
from cases.services import acceptance, attachments, checking
from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from notices.models import Message, Notice
from notices.services.reminders import remind_all
from portal.queries import claim_state
from tests.factories.desk import submitted, vote
from tests.factories.programmes import shipped_law

PDF = b"%PDF-1.7\n1 0 obj\n"
DUE = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def law(db, friday, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    shipped_law()


def promised(officers):
    claim = submitted(officers)
    return acceptance.accept(claim_id=claim.pk, actor=officers.acceptance, promised=["identity"], due_on=DUE)


def bring(claim, officers, kind="identity"):
    return attachments.add(claim_id=claim.pk, actor=officers.station, kind=kind, file_name="证件.pdf", content=PDF)


def page(user, name, *args):
    client = Client()
    client.force_login(user)
    return client.get(reverse(f"cases:{name}", args=args)).content.decode()


def test_no_claim_is_accepted_while_nothing_is_said_of_a_missing_paper(officers):
    claim = submitted(officers)
    with pytest.raises(Refused) as refused:
        acceptance.accept(claim_id=claim.pk, actor=officers.acceptance)
    assert refused.value.code == "papers_missing"
    claim.refresh_from_db()
    assert (claim.state, claim.accepted_on) == ("submitted", None)
    bring(claim, officers)
    assert acceptance.accept(claim_id=claim.pk, actor=officers.acceptance).state == "accepted"
    assert not PaperPromise.objects.exists()


@pytest.mark.parametrize("due_on", [None, date(2026, 11, 20), date(2026, 12, 5)])
def test_a_promise_has_a_day_before_the_decision_is_due(officers, due_on):
    claim = submitted(officers)
    with pytest.raises(Refused) as refused:
        acceptance.accept(claim_id=claim.pk, actor=officers.acceptance, promised=["identity"], due_on=due_on)
    assert refused.value.field == "due_on"


def test_nothing_is_granted_before_the_promise_is_kept_and_a_paper_taken_away_breaks_it(officers):
    claim = promised(officers)
    paper = bring(claim, officers)
    assert PaperPromise.objects.get().kept_on == date(2026, 11, 20)
    attachments.remove(attachment_id=paper.pk, actor=officers.station)
    assert PaperPromise.objects.get().kept_on is None
    vote(claim, officers.first_check)
    with pytest.raises(Refused) as refused:
        vote(claim, officers.second_check)
    assert refused.value.code == "papers_promised"
    assert "居民身份证" in str(refused.value)
    attachments.add(claim_id=claim.pk, actor=officers.station, kind="identity", file_name="b.pdf", content=PDF + b"2")
    with pytest.raises(NotAllowed):
        bring(claim, officers, kind="other")
    assert vote(claim, officers.second_check).claim.state == "granted"


def test_a_refusal_does_not_wait_for_papers(officers):
    claim = submitted(officers, separation="resigned")
    claim = acceptance.accept(claim_id=claim.pk, actor=officers.acceptance, promised=["identity"], due_on=DUE)
    vote(claim, officers.first_check, grants=False, reason="本人辞职")
    assert vote(claim, officers.second_check, grants=False, reason="本人辞职").claim.state == "refused"


def test_what_data_comparison_shows_is_not_asked_for_again_after_a_return(officers):
    claim = submitted(officers)
    claim = acceptance.accept(claim_id=claim.pk, actor=officers.acceptance, compared=["identity"])
    assert AuditEntry.objects.get(verb="papers.compared").data["compared"] == ["identity"]
    checking.give_back(claim_id=claim.pk, actor=officers.first_check, reason="请核对")
    assert acceptance.accept(claim_id=claim.pk, actor=officers.acceptance).state == "accepted"
    assert PaperPromise.objects.get().compared == ["identity"]
    assert "数据比对已核实" in page(officers.first_check, "claim_show", claim.pk)


def test_the_window_says_it_on_the_page_and_the_letter_the_public_page_and_the_claim_tell_it(officers):
    claim = submitted(officers)
    client = Client()
    client.force_login(officers.acceptance)
    address = reverse("cases:claim_accept", args=[claim.pk])
    assert "paper_identity" in client.get(address).context["form"].fields
    assert client.post(address, {}).context["form"].errors.keys() == {"paper_identity"}
    assert client.post(address, {"paper_identity": "promised"}).context["form"].errors.keys() == {"due_on"}
    assert client.post(address, {"paper_identity": "promised", "due_on": "2026-11-30"}).status_code == 302
    claim.refresh_from_db()
    for name in ("claim_show", "claim_check"):
        assert "容缺受理，承诺于2026年11月30日前补齐" in page(officers.first_check, name, claim.pk)
    told = letters.data_for(claim, "acceptance", "SL-1")
    assert (told["promised"], told["promised_by"]) == (["居民身份证或社会保障卡"], "2026年11月30日")
    assert letters.render(told).startswith(b"%PDF")
    assert claim_state.standing(claim.pk).missing == ["居民身份证或社会保障卡"]
    bring(claim, officers)
    assert claim_state.standing(claim.pk).missing == []
    assert "已于2026年11月20日补齐" in page(officers.first_check, "claim_show", claim.pk)


def test_the_applicant_and_the_station_are_reminded_once_and_not_of_what_came(officers):
    claim = promised(officers)
    remind_all()
    remind_all()
    assert Notice.objects.filter(kind="correction_asked", subject_id=claim.pk, period="2026-11-30").count() == 1
    told = Message.objects.filter(kind="correction_asked", claim=claim)
    assert [("2026年11月30日" in each.text) for each in told] == [True] * len(told)
    other = promised(officers)
    bring(other, officers)
    remind_all()
    assert not Notice.objects.filter(kind="correction_asked", subject_id=other.pk).exists()


def test_the_station_next_door_promises_nothing(officers, neighbours):
    claim = submitted(officers)
    with pytest.raises((NotAllowed, claim.DoesNotExist)):
        acceptance.accept(claim_id=claim.pk, actor=neighbours.acceptance, promised=["identity"], due_on=DUE)


def test_the_database_keeps_a_promise_with_its_day(officers):
    claim = promised(officers)
    with pytest.raises(IntegrityError, match="paperpromise_has_day"), transaction.atomic():
        PaperPromise.objects.filter(claim=claim).update(due_on=None)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_paperpromise")
    assert clock.today() < PaperPromise.objects.get().due_on
