"""What the desk is told and offered on the way: nothing typed is lost, nothing leads into a dead end."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.models import Attachment
from cases.services import acceptance, changes, checking, entitlement
from core import clock
from tests.cases.test_resident_pages import log_values
from tests.factories.desk import accepted, draft_of, first_checked, granted, submitted, vote
from tests.factories.programmes import shipped_law
from tests.factories.residents import CARD, id_number, make_resident

PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture(autouse=True)
def law(db, friday, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    shipped_law()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(user, name, *args):
    return signed_in(user).get(reverse(f"cases:{name}", args=args)).content.decode()


def wrong(number):
    """The number with another check digit."""
    return number[:-1] + ("1" if number[-1] != "1" else "2")


def test_a_mistyped_number_stays_in_the_search_and_the_fault_is_named(officers):
    desk, number = signed_in(officers.station), wrong(id_number())
    answer = desk.post(reverse("cases:resident_find"), {"q": number})
    assert number not in answer.url
    page = desk.get(answer.url).content.decode()
    assert f'value="{number}"' in page
    assert "校验码不符" in page


def test_the_number_of_an_earlier_search_is_not_offered_for_the_next_person(officers):
    desk, number = signed_in(officers.station), id_number()
    answer = desk.post(reverse("cases:resident_find"), {"q": number})
    assert number in desk.get(answer.url).content.decode()
    assert number not in desk.get(reverse("cases:resident_log")).content.decode()
    assert number not in desk.get(reverse("cases:resident_list")).content.decode()


def test_everything_that_is_wrong_is_said_at_once(officers):
    values = log_values(officers, id_number=wrong(id_number()), mobile="1381234", card=wrong(CARD))
    form = signed_in(officers.station).post(reverse("cases:resident_log"), values).context["form"]
    assert {"id_number", "mobile", "card"} <= set(form.errors)


def test_a_new_card_is_not_asked_for_twice(officers):
    resident = make_resident(officers, account="confirmed")
    link = reverse("cases:resident_account", args=[resident.pk])
    assert link in shown(officers.station, "resident_show", resident.pk)
    values = {"number": CARD, "bank_name": "中国建设银行", "reason": "原卡遗失"}
    answer = signed_in(officers.station).post(link, values, follow=True)
    assert "已提请变更" in answer.content.decode()
    assert link not in answer.content.decode()


def test_the_second_person_who_types_no_number_is_asked_for_it(officers):
    resident = make_resident(officers, account="unconfirmed")
    change = resident.change_requests.get()
    page = signed_in(officers.acceptance).post(reverse("cases:change_show", args=[change.pk]), {"typed": "", "note": ""})
    assert "请照手中的证件或银行卡录入号码。" in page.content.decode()


def test_papers_of_a_draft_are_added_and_taken_away_beside_its_form(officers):
    claim, desk = draft_of(officers), signed_in(officers.station)
    form = reverse("cases:claim_edit", args=[claim.pk])
    file = SimpleUploadedFile("证明.pdf", PDF)
    answer = desk.post(reverse("cases:attachment_create", args=[claim.pk]), {"kind": "separation", "file": file})
    assert answer.url == form
    page = desk.get(form).content.decode()
    assert "证明.pdf" in page
    assert "解除劳动关系证明" in page or "终止就业" in page
    paper = Attachment.objects.get()
    assert desk.post(reverse("cases:attachment_remove", args=[paper.pk])).url == form


def test_a_draft_shows_what_the_register_says_already(officers):
    claim = draft_of(officers)
    facts = {row.name: row.value for row in signed_in(officers.station).get(_url(claim)).context["facts"]}
    assert facts["registered_on"] == "2026年10月8日"
    assert facts["sex"] == "男"


def _url(claim):
    return reverse("cases:claim_show", args=[claim.pk])


def test_the_bureau_reads_its_notice_again_and_is_not_offered_a_second(officers):
    claim = submitted(officers)
    notice = reverse("cases:claim_correction", args=[claim.pk])
    assert notice in shown(officers.acceptance, "claim_accept", claim.pk)
    acceptance.ask_correction(claim_id=claim.pk, actor=officers.acceptance, points=["证明原件"])
    acceptance.correct(claim_id=claim.pk, actor=officers.station, asked=claim.facts)
    page = shown(officers.acceptance, "claim_accept", claim.pk)
    assert "证明原件" in page
    assert notice not in page


def test_whoever_gets_a_claim_back_reads_why_until_the_next_step(officers):
    claim = first_checked(officers)
    assert reverse("cases:claim_move", args=[claim.pk, "return_to_first"]) in shown(
        officers.second_check, "claim_check", claim.pk
    )
    checking.give_back(claim_id=claim.pk, actor=officers.second_check, reason="缴费月数不一致")
    assert "缴费月数不一致" in shown(officers.first_check, "claim_check", claim.pk)
    vote(claim, officers.first_check)
    assert "缴费月数不一致" not in shown(officers.second_check, "claim_check", claim.pk)
    back = accepted(officers)
    checking.give_back(claim_id=back.pk, actor=officers.first_check, reason="材料不清")
    assert "材料不清" in shown(officers.acceptance, "claim_accept", back.pk)


def test_a_granted_claim_says_that_no_card_is_confirmed(officers):
    claim = granted(officers)
    said = "银行账户"
    assert any(said in caution for caution in signed_in(officers.station).get(_url(claim)).context["cautions"])
    change = changes.request_account(
        resident_id=claim.resident_id, actor=officers.station, number=CARD, bank_name="中国建设银行", reason="x"
    )
    changes.decide(change_id=change.pk, actor=officers.acceptance, confirm=True)
    assert signed_in(officers.station).get(_url(claim)).context["cautions"] == []


def test_an_open_pause_has_a_beginning_and_no_dash_for_its_end(officers):
    claim = granted(officers)
    entitlement.suspend(claim_id=claim.pk, actor=officers.second_check, from_on=clock.today(), reason="核实就业")
    assert "– —" not in shown(officers.first_check, "claim_show", claim.pk)
