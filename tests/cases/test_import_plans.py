"""A workbook is taken in with work that grows with its rows, whatever the planner believes of the register."""

from datetime import date

import pytest

from cases.formulas.intake import Facts
from cases.services import intake_sets
from core.identifiers import read_id
from tests.factories.residents import id_number
from tests.factories.statistics import believed_empty, rows_read

MANY = 400
KNOWN = ("cases_resident", "cases_residentgroup", "cases_registration")
TOUCHED = ("intake_row", *KNOWN)


def rows(numbers, name, *groups):
    today = date(2026, 11, 20)
    facts = (Facts(name, read_id(number, on=today), "", None, groups, today, "") for number in numbers)
    return list(enumerate(facts, 2))


@pytest.mark.django_db
def test_statistics_older_than_the_register_do_not_make_an_import_quadratic(officers, friday):
    numbers = [id_number() for _person in range(MANY)]
    given = {"station": officers.desk, "actor": officers.station}
    believed_empty(*KNOWN)
    first = intake_sets.take_in(rows=rows(numbers, "苏日娜", "就业困难人员"), **given)
    believed_empty(*KNOWN)
    before = rows_read(*TOUCHED)
    again = intake_sets.take_in(rows=rows(numbers, "苏日那", "残疾人"), **given)
    assert set(first.statuses.values()) == {"created"}
    assert set(again.statuses.values()) == {"updated"}
    assert rows_read(*TOUCHED) - before < 30 * MANY
