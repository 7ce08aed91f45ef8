"""A firm's list of people: taken in by one or by file, each assessed alone, the sum paid to the firm."""

import io
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from cases.models import Claim, Instalment, ListedPerson, Resident
from cases.services import acceptance, assessing, intake, listed
from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from programmes.services import assessment as law
from tests.factories import papers
from tests.factories.cases import make_resident
from tests.factories.listed import (
    ABSORPTION,
    BORN,
    HEADERS,
    HIRED,
    add,
    draft_for,
    hired,
    make_firm,
    numbers,
    submit,
    take_in,
    workbook,
)
from tests.factories.programme_story import decided
from tests.factories.programmes import shipped_law
from tests.factories.stations import BANNER, Officers

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(friday):
    shipped_law()
    return Officers(BANNER)


@pytest.fixture
def draft(staff):
    return draft_for(staff, make_firm(staff))


def test_a_person_nobody_knew_is_logged_by_number_and_name_and_stands_on_the_list_once(staff, draft):
    (number,) = numbers(1)
    person = add(staff, draft, number)
    again = add(staff, draft, number)
    assert person.pk == again.pk
    assert (person.resident.name, person.resident.born_on, person.resident.station) == ("乌兰", BORN, staff.desk)
    assert person.facts == HIRED
    assert AuditEntry.objects.filter(verb="resident.logged", subject_id=str(person.resident_id)).count() == 1


def test_a_known_number_under_another_name_is_refused_and_names_nobody(staff, draft):
    known = make_resident(staff.desk, name="格根塔娜")
    with pytest.raises(Refused) as refused:
        add(staff, draft, known.id_number, "乌兰")
    assert refused.value.field == "name"
    assert "格根塔娜" not in str(refused.value)
    assert not draft.people.exists()


def test_somebody_who_died_before_the_hire_is_refused(staff, draft):
    known = make_resident(staff.desk, deceased_on="2026-06-30")
    with pytest.raises(Refused) as refused:
        add(staff, draft, known.id_number, known.name)
    assert refused.value.code == "died_before"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({**HIRED, "contract": None}, "contract"),
        ({**HIRED, "group": "nonsense"}, "group"),
        ({**HIRED, "insured_months": -1}, "insured_months"),
        ({**HIRED, "hired_on": "2026-11-21"}, "hired_on"),
        ({name: value for name, value in HIRED.items() if name != "hired_on"}, "hired_on"),
    ],
)
def test_a_fact_at_fault_is_named(staff, draft, facts, field):
    with pytest.raises(Refused) as refused:
        add(staff, draft, numbers(1)[0], **facts)
    assert refused.value.field == field


def test_a_file_takes_the_good_rows_in_and_hands_the_others_back_with_their_reasons(staff, draft, client):
    good, other, twice = numbers(3)
    known = make_resident(staff.desk, name="格根塔娜")
    rows = [
        hired(good),
        hired(other, said=["登记失业青年", "YES", "3", 1, "2026/7/1"]),
        hired(twice, said=["随便", "是", 4, "也许", ""]),
        hired(good),
        hired("150502200405060000"),
        hired(known.id_number),
        ["", "", "", "", "", "", ""],
    ]
    made = take_in(staff, draft, workbook(rows))
    assert (made.added, made.changed, made.unchanged, made.refused) == (2, 0, 0, 4)
    kept = {person.resident.id_number: person.facts for person in draft.people.select_related("resident")}
    assert kept.keys() == {good, other}
    assert kept[other] == {
        "group": "youth_unemployed", "contract": True, "insured_months": 3, "still_insured": True, "hired_on": "2026-07-01"
    }  # fmt: skip
    codes = {number: tuple(codes) for number, codes, _cells in made.refused_rows()}
    assert codes == {
        4: ("fact_unreadable.group", "fact_unreadable.still_insured"),
        5: ("duplicate_in_file",),
        6: ("id_check_digit",),
        7: ("name_differs",),
    }
    client.force_login(staff.station)
    answer = client.post(reverse("cases:listed_refused", args=[made.pk]))
    back = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0).to_python()
    assert back[0][: len(HEADERS)] == HEADERS
    assert back[1][1] == twice
    assert "人员类别" in back[1][len(HEADERS)]
    again = take_in(staff, draft, workbook(rows))
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)


def test_a_file_without_a_column_of_the_programme_is_refused_by_its_name(staff, draft):
    with pytest.raises(Refused) as refused:
        take_in(staff, draft, workbook([["乌兰", numbers(1)[0]]], headers=["姓名", "证件号码"]))
    assert "人员类别" in str(refused.value)


def test_583_people_are_taken_in_and_assessed_with_as_many_statements_as_three(staff):
    counted, acceptance_clerk = {}, staff.acceptance
    for first, count in ((500, 2), (1000, 3), (2000, 583)):  # the first list warms what is read once a process
        claim = draft_for(staff, make_firm(staff))
        content = workbook([hired(number) for number in numbers(count, first)])
        with CaptureQueriesContext(connection) as taking:
            take_in(staff, claim, content)
        claim = submit(staff, claim)
        with CaptureQueriesContext(connection) as assessing_it:
            papers.accept(claim, acceptance_clerk)
        counted[count] = (len(taking), len(assessing_it))
    assert counted[583] == counted[3]
    assert claim.assessments.get().amount == Decimal("874500.00")


def test_each_is_assessed_alone_and_the_sum_is_of_those_who_meet_every_condition(staff, draft):
    good, short, older = numbers(3)
    add(staff, draft, good)
    add(staff, draft, short, **{**HIRED, "insured_months": 2})
    add(staff, draft, older, **{**HIRED, "group": "other"})
    claim = papers.accept(submit(staff, draft), staff.acceptance)
    kept = claim.assessments.get()
    assert (kept.eligible, kept.amount, kept.result["failed"]) == (True, Decimal("1500.00"), [])
    assert [(row["eligible"], row["failed"]) for row in kept.result["people"]] == [
        (True, []),
        (False, ["insured_months"]),
        (False, ["group"]),
    ]
    assert kept.result["people"][0]["facts"]["age"] == 22
    assert law.recompute(kept.result) == kept.result
    assert list(claim.people.order_by("pk").values_list("eligible", "amount")) == [
        (True, Decimal("1500.00")), (False, 0), (False, 0),
    ]  # fmt: skip


def test_a_list_in_which_nobody_meets_every_condition_can_only_be_refused(staff, draft):
    add(staff, draft, numbers(1)[0], **{**HIRED, "contract": False})
    claim = decided(staff, submit(staff, draft), grants=False, reason="未签订劳动合同")
    assert claim.state == "refused"
    assert claim.decision.assessment.result["failed"] == ["contract"]


def test_the_grant_pays_the_firm_once_under_the_claim_number(staff, draft):
    for number in numbers(2):
        add(staff, draft, number)
    claim = decided(staff, submit(staff, draft))
    paid = Instalment.objects.get()
    assert (paid.enterprise, paid.period, paid.amount, paid.fund) == (claim.enterprise, claim.number, Decimal("3000.00"), "UI")


def test_a_second_list_of_the_firm_stands_beside_the_first(staff, draft):
    first, second = numbers(2)
    add(staff, draft, first)
    decided(staff, submit(staff, draft))
    again = draft_for(staff, draft.enterprise)
    add(staff, again, second)
    assert decided(staff, submit(staff, again)).state == "granted"
    assert Instalment.objects.count() == 2


def test_who_was_paid_for_before_is_not_paid_for_again_by_any_firm_or_programme_of_the_kind(staff, draft):
    taken, fresh = numbers(2)
    add(staff, draft, taken)
    decided(staff, submit(staff, draft))
    other = draft_for(staff, make_firm(staff), ABSORPTION)
    for number in (taken, fresh):
        add(staff, other, number, group="university_graduate", hired_on="2026-08-01")
    claim = decided(staff, submit(staff, other, firm_kind="public_utility"))
    assert claim.decision.amount == Decimal("1000.00")
    assert claim.people.get(eligible=False).result["failed"] == ["once_per_person"]


def test_a_claim_with_an_empty_list_is_not_submitted(staff, draft):
    with pytest.raises(Refused) as refused:
        submit(staff, draft)
    assert refused.value.code == "nobody_listed"


def test_a_submitted_list_stays_as_it_is_until_a_correction_is_asked_for(staff, draft):
    first, second = numbers(2)
    person = add(staff, draft, first, **{**HIRED, "insured_months": 2})
    claim = submit(staff, draft)
    for act in (
        lambda: add(staff, claim, second),
        lambda: listed.edit(listed_id=person.pk, actor=staff.station, facts=HIRED),
        lambda: listed.remove(listed_id=person.pk, actor=staff.station),
    ):
        with pytest.raises(NotAllowed):
            act()
    acceptance.ask_correction(claim_id=claim.pk, actor=staff.acceptance, points=["参保月数不符"])
    listed.edit(listed_id=person.pk, actor=staff.station, facts=HIRED)
    acceptance.correct(claim_id=claim.pk, actor=staff.station, asked={})
    claim = papers.accept(claim, staff.acceptance)
    assert claim.assessments.get().eligible


def test_what_changes_on_the_list_between_two_checks_is_named_and_assessed_anew(staff, draft):
    person = add(staff, draft, numbers(1)[0])
    claim = papers.accept(submit(staff, draft), staff.acceptance)
    ListedPerson.objects.filter(pk=person.pk).update(facts={**HIRED, "insured_months": 1})
    _made, changed = assessing.refresh(Claim.objects.get(pk=claim.pk), staff.first_check)
    assert changed == ["people"]


def test_a_person_is_on_a_list_once_whatever_goes_round_the_service(staff, draft):
    person = add(staff, draft, numbers(1)[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        ListedPerson.objects.create(claim=draft, resident=person.resident)
    with pytest.raises(IntegrityError), transaction.atomic():
        ListedPerson.objects.filter(pk=person.pk).update(amount=1500, eligible=False)


def test_refused_rows_are_forgotten_after_thirty_days(staff, draft):
    made = take_in(staff, draft, workbook([hired("1")]))
    assert made.refused_rows()
    with clock.at("2026-12-21T09:00"):
        assert listed.forget_files(before=clock.now()) == 1
    made.refresh_from_db()
    assert made.refused_rows() == []
    assert intake.occasion(draft) == draft.number
    assert Resident.objects.count() == 0
