"""The pages of a recovery, walked by the people who do it; the letters that are printed; what waits on the workbench."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Claim, Letter
from payouts.formulas import equal_parts
from payouts.models import Line, Recovery, RecoveryEntry
from portal.queries.workbench import counters
from tests.factories.bank import SentBatch
from tests.factories.payouts import BENEFIT

pytestmark = pytest.mark.usefixtures("law")


def as_user(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def claim(law, tmp_path, officers):
    """A person was paid for November."""
    SentBatch(tmp_path, 1).answer("S")
    return Claim.objects.get()


def waiting(user):
    return {counter.queue.code: counter.number for counter in counters(user) if counter.number}


def test_from_the_claim_to_the_last_yuan(claim, officers):
    first, second = as_user(officers.first_check), as_user(officers.second_check)
    link = reverse("payouts:recovery_create", args=[claim.pk])
    assert link in first.get(reverse("cases:claim_show", args=[claim.pk])).content.decode()
    line = Line.objects.get()
    assert "2156.50" in first.get(link).content.decode() or "2,156.50" in first.get(link).content.decode()
    first.post(link, {"cause": "fraud", "reason": "虚构解除劳动合同", f"line_{line.pk}": "2156.50"})
    recovery = Recovery.objects.get()
    claim.refresh_from_db()
    assert (recovery.amount, claim.state) == (BENEFIT, "suspended")
    assert waiting(officers.first_check)["overpaid"] == 1

    first.post(
        reverse("payouts:recovery_propose", args=[recovery.pk]), {"reason": "公安笔录", "heard": "承认", "fine_note": "另行处罚"}
    )
    assert "recovery_order" not in waiting(officers.first_check)
    assert waiting(officers.second_check)["recovery_order"] == 1
    second.post(reverse("payouts:recovery_order", args=[recovery.pk]), {"due_on": "2026-12-15"})
    second.post(reverse("payouts:recovery_agree", args=[recovery.pk]), {"first_on": "2026-12-31", "count": "3"})
    page = first.get(recovery.get_absolute_url()).content.decode()
    assert page.count("718.83") >= 2
    assert "718.84" in page

    maker, checker = as_user(officers.finance_maker), as_user(officers.finance_checker)
    for kind, reference in (("recovery", recovery.number), ("repayment", "")):
        answer = second.post(reverse("payouts:recovery_letter", args=[recovery.pk, kind]))
        assert answer["Content-Type"] == "application/pdf"
        again = second.post(reverse("payouts:recovery_letter", args=[recovery.pk, kind]))
        assert again.content == answer.content
        assert not reference or Letter.objects.filter(number=reference, claim=claim).exists()
    shown = first.get(reverse("cases:claim_show", args=[claim.pk])).content.decode()
    assert reverse("cases:claim_letter", args=[claim.pk, "recovery"]) in shown

    enter = reverse("payouts:recovery_enter", args=[recovery.pk, "paid_in"])
    maker.post(enter, {"amount": "2156.50", "on": "2026-11-20", "reference": "CCB-1"})
    entry = RecoveryEntry.objects.get()
    assert waiting(officers.finance_checker)["recovery_money"] == 1
    assert checker.get(reverse("payouts:entry_confirm", args=[entry.pk])).status_code == 200
    checker.post(reverse("payouts:entry_confirm", args=[entry.pk]))
    recovery.refresh_from_db()
    assert recovery.state == "settled"


def test_what_is_behind_the_agreement_waits_on_the_workbench(claim, officers):
    from_claim = as_user(officers.first_check)
    from_claim.post(
        reverse("payouts:recovery_create", args=[claim.pk]),
        {"cause": "wrong_amount", "reason": "x", f"line_{Line.objects.get().pk}": "300.00"},
    )
    recovery = Recovery.objects.get()
    from_claim.post(reverse("payouts:recovery_propose", args=[recovery.pk]), {"reason": "x", "heard": "x"})
    as_user(officers.second_check).post(reverse("payouts:recovery_order", args=[recovery.pk]), {"due_on": "2026-12-15"})
    assert "recovery_late" not in waiting(officers.first_check)
    Recovery.objects.update(due_on=date(2026, 11, 19))
    assert waiting(officers.first_check)["recovery_late"] == 1
    from_claim.post(reverse("payouts:recovery_agree", args=[recovery.pk]), {"first_on": "2026-11-20", "count": "3"})
    assert "recovery_late" not in waiting(officers.first_check)


def test_the_list_is_of_the_readers_place_alone(claim, officers, neighbours):
    as_user(officers.first_check).post(
        reverse("payouts:recovery_create", args=[claim.pk]),
        {"cause": "wrong_amount", "reason": "x", f"line_{Line.objects.get().pk}": "1.00"},
    )
    recovery = Recovery.objects.get()
    listed = reverse("payouts:recovery_list")
    for user in (officers.first_check, officers.finance_maker, officers.auditor):
        assert recovery.number in as_user(user).get(listed).content.decode()
    for user in (neighbours.first_check, neighbours.auditor):
        assert recovery.number not in as_user(user).get(listed).content.decode()
        assert as_user(user).get(recovery.get_absolute_url()).status_code == 404
    narrowed = as_user(officers.first_check).get(listed, {"state": "settled"}).content.decode()
    assert recovery.number not in narrowed


def test_the_list_asks_the_same_number_of_queries_however_long(claim, officers, django_assert_max_num_queries):
    as_user(officers.first_check).post(
        reverse("payouts:recovery_create", args=[claim.pk]),
        {"cause": "wrong_amount", "reason": "x", f"line_{Line.objects.get().pk}": "1.00"},
    )
    client = as_user(officers.first_check)
    client.get(reverse("payouts:recovery_list"))
    with django_assert_max_num_queries(12):
        client.get(reverse("payouts:recovery_list"))


def test_parts_are_alike_and_the_last_takes_what_is_over():
    parts = equal_parts(owed=BENEFIT, count=3, first_on=date(2026, 12, 31))
    assert [day for day, _amount in parts] == [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)]
    assert sum(amount for _day, amount in parts) == BENEFIT


@pytest.fixture
def ordered(claim, officers):
    """What one person put forward and another ordered."""
    first, second = as_user(officers.first_check), as_user(officers.second_check)
    first.post(
        reverse("payouts:recovery_create", args=[claim.pk]),
        {"cause": "wrong_amount", "reason": "x", f"line_{Line.objects.get().pk}": "300.00"},
    )
    recovery = Recovery.objects.get()
    first.post(reverse("payouts:recovery_propose", args=[recovery.pk]), {"reason": "x", "heard": "x"})
    second.post(reverse("payouts:recovery_order", args=[recovery.pk]), {"due_on": "2026-12-15"})
    recovery.refresh_from_db()
    return recovery


def test_no_page_of_a_recovery_leads_finance_to_a_claim_that_it_may_not_open(ordered, officers):
    link = reverse("cases:claim_show", args=[ordered.claim_id])
    for user, sees in ((officers.first_check, True), (officers.finance_maker, False)):
        pages = [ordered.get_absolute_url(), reverse("payouts:recovery_enter", args=[ordered.pk, "paid_in"])]
        assert [link in as_user(user).get(page).content.decode() for page in pages] == [sees, sees]
        assert (as_user(user).get(link).status_code == 200) is sees


def test_a_set_off_without_an_instalment_says_so_instead_of_asking_for_one(ordered, officers):
    page = as_user(officers.first_check).get(reverse("payouts:recovery_enter", args=[ordered.pk, "set_off"]))
    assert page.context["nothing_to_set_off"]
    assert 'name="instalment"' not in page.content.decode()


def test_the_first_part_in_the_past_is_refused_at_its_field(ordered, officers):
    asked = {"first_on": "2026-11-01", "count": "3"}
    page = as_user(officers.first_check).post(reverse("payouts:recovery_agree", args=[ordered.pk]), asked)
    assert "first_on" in page.context["form"].errors
    ordered.refresh_from_db()
    assert ordered.state == "ordered"


def test_whoever_took_the_step_before_reads_why_this_one_is_not_theirs(ordered, officers):
    maker = as_user(officers.finance_maker)
    maker.post(
        reverse("payouts:recovery_enter", args=[ordered.pk, "paid_in"]),
        {"amount": "300.00", "on": "2026-11-20", "reference": "CCB-1"},
    )
    entry = reverse("payouts:entry_confirm", args=[RecoveryEntry.objects.get().pk])
    assert maker.get(entry).context["entered_it"]
    assert not as_user(officers.finance_checker).get(entry).context["entered_it"]
