"""Letters of a claim: they say what the law asks, print any name as it is, and are the same paper for ever."""

import re
from datetime import date

import pytest
from django.conf import settings

from cases.models import Claim, Letter, Resident
from cases.queries import letters as letters_query
from cases.reports import letters as paper
from cases.services import acceptance, entitlement, letters
from cases.states import Channel
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from tests.factories.desk import accepted, first_checked, granted, person_at, submitted, vote
from tests.factories.programmes import proposed, publish, publisher, shipped_law

needs_font = pytest.mark.skipif(not any(settings.FONT_DIR.glob("NotoSansSC*")), reason="the letters' font is not installed")


@pytest.fixture(autouse=True)
def law(db, friday):
    shipped_law()


def test_the_grant_says_the_amount_in_capitals_and_both_ways_to_appeal(officers):
    claim = granted(officers)
    data = paper.data_for(claim, "grant", claim.decision.number)
    assert (data["amount"], data["capitals"]) == ("37,455.00", "叁万柒仟肆佰伍拾伍元整")
    assert (data["review_days"], data["suit_months"], data["place"]) == (60, 6, "科尔沁区")
    assert data["runs"] == [
        {"from": "2026-10", "to": "2027-09", "count": 12, "amount": "2,156.50", "sum": "25,878.00"},
        {"from": "2027-10", "to": "2028-03", "count": 6, "amount": "1,929.50", "sum": "11,577.00"},
    ]
    sheet = (paper.TEMPLATES / "letter.typ").read_text()
    assert re.search("行政复议.*行政诉讼", sheet)
    for kind in ("grant", "refusal", "not_accepted", "suspension", "stop"):
        assert "appeal: true" in (paper.TEMPLATES / f"{kind}.typ").read_text()


def test_a_letter_to_whoever_did_not_apply_names_no_application(officers):
    claim = granted(officers)
    assert not paper.data_for(claim, "grant", claim.decision.number)["unasked"]
    claim.channel = Channel.UNASKED
    assert paper.data_for(claim, "grant", claim.decision.number)["unasked"]
    for kind in ("grant_parts", "refusal"):
        sheet = (paper.TEMPLATES / f"{kind}.typ").read_text()
        assert ("brought" in sheet, "提出的" in sheet) == (True, False)


@needs_font
def test_the_grant_tells_of_certification_where_the_rules_ask_for_it(officers):
    claim = granted(officers)
    assert not paper.data_for(claim, "grant", claim.decision.number)["certified_monthly"]
    publish(proposed(publisher(), valid_from=date(2026, 11, 1), certification="self_monthly"), publisher())
    claim = granted(officers, person_at(officers))
    assert paper.data_for(claim, "grant", claim.decision.number)["certified_monthly"]
    assert "certified_monthly" in (paper.TEMPLATES / "grant.typ").read_text()
    letters.issue(claim_id=claim.pk, actor=officers.second_check, kind="grant")


def test_a_refusal_names_every_unmet_condition_with_its_law(officers):
    claim = first_checked(officers, separation="resigned", contribution_months=6)
    claim = vote(claim, officers.second_check, grants=False, reason="本人辞职且缴费不足").claim
    data = paper.data_for(claim, "refusal", claim.decision.number)
    assert len(data["failed"]) == 2
    assert all("第四十五条" in basis for basis in data["failed"])
    assert data["reason"] == "本人辞职且缴费不足"


@needs_font
def test_a_letter_printed_again_is_the_same_paper(officers):
    claim = granted(officers)
    Resident.objects.filter(pk=claim.resident_id).update(name="阿拉腾·其木格")
    first = letters.issue(claim_id=claim.pk, actor=officers.second_check, kind="grant")
    again = letters.issue(claim_id=claim.pk, actor=officers.station, kind="grant")
    assert bytes(first.pdf).startswith(b"%PDF-")
    assert (first.pk, first.number, bytes(again.pdf)) == (again.pk, claim.decision.number, bytes(first.pdf))
    verbs = AuditEntry.objects.filter(verb__startswith="letter.").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["letter.issued", "letter.printed_again"]


@needs_font
@pytest.mark.parametrize("name", ["张#三$x$", '#eval("1")', "\\#set*b*_i_", '"]), [', "<label>@ref`raw`"])
def test_a_name_with_signs_of_the_typesetter_prints_as_it_is(officers, name):
    claim = submitted(officers, person_at(officers, name=name))
    acceptance.ask_correction(claim_id=claim.pk, actor=officers.acceptance, points=["#panic()", "$x^2"])
    assert bytes(letters.issue(claim_id=claim.pk, actor=officers.acceptance, kind="correction").pdf).startswith(b"%PDF-")


@needs_font
def test_every_letter_of_a_whole_course_can_be_made(officers):
    claim = granted(officers)
    entitlement.suspend(claim_id=claim.pk, actor=officers.first_check, from_on=date(2026, 11, 20), reason="核实")
    entitlement.end(claim_id=claim.pk, actor=officers.second_check, reason="employed", on=date(2026, 11, 20))
    called_for = letters_query.called_for(Claim.objects.get(pk=claim.pk))
    assert [each.kind for each in called_for] == ["acceptance", "grant", "suspension", "stop"]
    for each in called_for:
        letters.issue(claim_id=claim.pk, actor=officers.station, kind=each.kind, about=each.about)
    assert Letter.objects.count() == 4
    turned_away = submitted(officers)
    acceptance.not_accept(claim_id=turned_away.pk, actor=officers.acceptance, reason="不属本机构受理范围")
    letters.issue(claim_id=turned_away.pk, actor=officers.acceptance, kind="not_accepted")
    refused = vote(first_checked(officers, separation="resigned"), officers.second_check, grants=False, reason="辞职").claim
    letters.issue(claim_id=refused.pk, actor=officers.station, kind="refusal")


def test_a_letter_that_the_course_does_not_call_for_is_refused(officers, neighbours):
    claim = accepted(officers)
    with pytest.raises(Refused):
        letters.issue(claim_id=claim.pk, actor=officers.acceptance, kind="grant")
    with pytest.raises(Claim.DoesNotExist):
        letters.issue(claim_id=claim.pk, actor=neighbours.acceptance, kind="acceptance")
    with pytest.raises(NotAllowed):
        letters.issue(claim_id=claim.pk, actor=officers.auditor, kind="acceptance")


def test_a_letter_leads_to_the_page_that_tells_how_far_the_claim_is(settings):
    settings.PORTAL_PUBLIC_URL = "https://portal.example"
    code = paper.state_code()
    assert code.startswith("<svg")
    assert code != _with(settings, "https://other.example")


def _with(settings, address):
    settings.PORTAL_PUBLIC_URL = address
    return paper.state_code()
