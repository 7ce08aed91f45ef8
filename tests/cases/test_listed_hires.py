"""What the hire records know of a listed person is not asked, and counts before what the unit says; a grant makes the record."""

from datetime import date

import pytest

from cases.models import Hire, Resident
from cases.queries import listed
from cases.services import hires, publicity
from cases.services import listed as service
from cases.services.hire_sweep import end_employed
from core.policies import Refused
from tests.factories import papers
from tests.factories.cases import make_resident
from tests.factories.desk import granted, vote
from tests.factories.hires import make_hire
from tests.factories.listed import HIRED, add, draft_for, make_firm, numbers, submit, take_in, workbook
from tests.factories.programmes import shipped_law

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
SAID = {"group": "graduate_this_year", "insured_months": 4}


@pytest.fixture(autouse=True)
def _law():
    shipped_law()


@pytest.fixture
def draft(officers):
    return draft_for(officers, make_firm(officers))


def known_to(draft, officers, number, **fields):
    person = make_resident(officers.desk, name="乌兰", id_number=number, born_on=date(2004, 5, 1))
    fields = {"credit_code": draft.enterprise.credit_code, "enterprise": draft.enterprise, "contract": "fixed", **fields}
    make_hire(person, date(2026, 7, 6), **fields)
    return person


def test_what_the_hire_records_say_is_not_asked(officers, draft):
    (number,) = numbers(1)
    known_to(draft, officers, number)
    add(officers, draft, number, **SAID)
    (person,) = listed.current(draft)
    assert {name: person.facts[name] for name in ("hired_on", "contract", "still_insured", "age")} == {
        "hired_on": "2026-07-06", "contract": True, "still_insured": True, "age": 22,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("record", "fact"),
    [
        ({"contract": "none"}, {"contract": False}),
        ({"contract": ""}, {"contract": True}),  # not known to the records: what the unit says stands
        ({"left_on": date(2026, 10, 31)}, {"still_insured": False}),
    ],
)
def test_the_record_counts_before_what_the_unit_says(officers, draft, record, fact):
    (number,) = numbers(1)
    known_to(draft, officers, number, **record)
    add(officers, draft, number, **HIRED)
    (person,) = listed.current(draft)
    assert fact.items() <= person.facts.items()


def test_without_a_record_of_this_unit_the_unit_is_asked(officers, draft):
    (number, other) = numbers(2)
    known_to(draft, officers, number, enterprise=None, credit_code="91150502MA0000001B")
    for who in (number, other):
        with pytest.raises(Refused) as refused:
            add(officers, draft, who, **SAID)
        assert refused.value.field in ("contract", "hired_on", "still_insured")
    assert Resident.objects.count() == 1  # nobody is logged for nothing
    listed_one = add(officers, draft, other, **HIRED)
    with pytest.raises(Refused):
        service.edit(listed_id=listed_one.pk, actor=officers.station, facts=SAID)


def test_a_file_may_leave_the_columns_out_and_says_whom_nobody_knows(officers, draft):
    known, unknown = numbers(2)
    known_to(draft, officers, known)
    rows = [["乌兰", known, "毕业年度高校毕业生", 4], ["乌兰", unknown, "毕业年度高校毕业生", 4]]
    made = take_in(officers, draft, workbook(rows, ["姓名", "证件号码", "人员类别", "招用后参保缴费月数"]))
    assert (made.added, made.refused) == (1, 1)
    assert made.refused_rows()[0][1][0].startswith("fact_missing.")


def test_a_grant_puts_the_people_of_the_list_on_record_and_ends_what_they_draw(officers, draft, monkeypatch):
    monkeypatch.setattr(publicity, "days_of", lambda claim: 0)
    benefit = granted(officers)
    first, second = numbers(2)
    known_to(draft, officers, second)
    add(officers, draft, benefit.resident.id_number, benefit.resident.name, **{**HIRED, "hired_on": "2026-11-02"})
    add(officers, draft, first, **HIRED)
    add(officers, draft, second, **HIRED)
    claim = papers.accept(submit(officers, draft), officers.acceptance)
    vote(claim, officers.first_check)
    assert vote(claim, officers.second_check).claim.state == "granted"
    made = Hire.objects.filter(source="list")
    assert set(made.values_list("hired_on", flat=True)) == {date(2026, 11, 2), date(2026, 7, 1)}
    assert {hire.document for hire in made} == {claim.number}
    assert end_employed() == 1
    benefit.refresh_from_db()
    assert (benefit.state, benefit.ended_on) == ("ended", date(2026, 11, 2))


def test_a_record_that_is_struck_out_answers_nothing_any_more(officers, draft):
    (number,) = numbers(1)
    person = known_to(draft, officers, number)
    listed_one = add(officers, draft, number, **SAID)
    hires.void(hire_id=person.hires.get().pk, actor=officers.first_check, reason="误录")
    listed_one.claim = draft
    assert listed.unanswered(listed_one) == "contract"
