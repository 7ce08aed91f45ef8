"""Two people at the same moment: one person is logged, one decision holds, nobody marries twice."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from cases.models import BankAccount, ChangeRequest, Resident, SpouseLink
from cases.services import changes, families
from core.policies import Refused
from tests.factories.residents import CARD, id_number, make_resident

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run each act in a thread of its own, all let go together; "done" or "refused" of each, sorted."""
    start, ends = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
            ends.append("done")
        except Refused:
            ends.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def test_two_desks_log_one_number_once(officers, neighbours):
    number = id_number()
    for one in (officers, neighbours):
        assert one.station
    ends = at_once(lambda: make_resident(officers, id_number=number), lambda: make_resident(neighbours, id_number=number))
    assert ends == ["done", "refused"]
    assert Resident.objects.count() == 1


def test_one_form_sent_twice_at_once_logs_one_person(officers):
    number, token = id_number(), "7f0f7c1e-8d5f-4a9e-9a53-0f6a4a1b2c3d"
    assert officers.station
    ends = at_once(*[lambda: make_resident(officers, id_number=number, token=token)] * 2)
    assert ends == ["done", "done"]
    assert Resident.objects.count() == 1


def test_a_change_is_decided_once(officers):
    change = changes.request_account(
        resident_id=make_resident(officers).pk, actor=officers.station, number=CARD, bank_name="中国建设银行", reason="首次"
    )
    decide = {"change_id": change.pk, "note": "户名不符"}
    one, other = officers.acceptance, officers.first_check
    ends = at_once(
        lambda: changes.decide(actor=one, confirm=True, **decide), lambda: changes.decide(actor=other, confirm=False, **decide)
    )
    assert ends == ["done", "refused"]
    state = ChangeRequest.objects.get(pk=change.pk).state
    assert BankAccount.objects.get().state == {"confirmed": "verified", "declined": "closed"}[state]


def test_two_requests_of_a_kind_at_once_leave_one(officers):
    resident = make_resident(officers)
    ask = {"resident_id": resident.pk, "actor": officers.station, "reason": "录入有误"}
    ends = at_once(
        lambda: changes.request_id_number(id_number=id_number(), **ask),
        lambda: changes.request_id_number(id_number=id_number(), **ask),
    )
    assert ends == ["done", "refused"]


def test_crossed_marriages_at_once_leave_one(officers):
    one, two = make_resident(officers), make_resident(officers)
    link = {"actor": officers.station, "from_on": date(2020, 5, 1)}
    ends = at_once(
        lambda: families.link_spouse(resident_id=one.pk, spouse_id=two.pk, **link),
        lambda: families.link_spouse(resident_id=two.pk, spouse_id=one.pk, **link),
    )
    assert ends == ["done", "refused"]
    assert SpouseLink.objects.count() == 2
