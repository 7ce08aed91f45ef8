"""Logging vacancies and moving them: by whom, in which order, and what Postgres refuses whoever asks."""

import threading
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from core import clock
from core.models import AuditEntry
from core.policies import Refused
from core.states import WrongState
from jobs.models import Vacancy, VacancyCheck
from jobs.services import vacancies, vacancy_steps
from tests.factories.cases import make_resident
from tests.factories.enterprises import make_credit_code, make_enterprise, make_listing
from tests.factories.jobs import make_vacancy
from tests.factories.jobs_vacancies import asked
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law(friday):
    shipped_law()


def log(officers, **other):
    return vacancies.log(actor=officers.station, **asked(officers.desk, **other))


def again(vacancy):
    return Vacancy.objects.get(pk=vacancy.pk)


def test_a_clean_vacancy_is_published_by_the_station_itself(officers):
    made = log(officers)
    assert (made.state, made.number[:8], made.employer) == ("draft", "GW150502", made.enterprise.name)
    vacancy_steps.publish(vacancy_id=made.pk, actor=officers.station)
    assert Vacancy.objects.on_show(clock.today()).get() == made
    check = VacancyCheck.objects.get()
    assert (check.verb, check.findings, check.asked_by) == ("published", [], None)
    assert AuditEntry.objects.filter(verb="vacancy.published", subject_id=made.pk).count() == 1


def test_the_same_form_sent_twice_logs_one(officers):
    values = asked(officers.desk, token=uuid.uuid4())
    first = vacancies.log(actor=officers.station, **values)
    assert vacancies.log(actor=officers.station, **values) == first
    assert Vacancy.objects.count() == 1


def test_what_is_found_goes_to_the_bureau_where_another_person_decides_with_a_reason(officers):
    made = log(officers, description="限女性，45岁以下")
    with pytest.raises(Refused, match="不符合发布要求"):
        vacancy_steps.publish(vacancy_id=made.pk, actor=officers.station)
    vacancy_steps.submit(vacancy_id=made.pk, actor=officers.station, reason="女生宿舍管理员")
    with pytest.raises(WrongState):
        vacancy_steps.publish(vacancy_id=made.pk, actor=officers.station)
    with pytest.raises(Refused):
        vacancy_steps.decide(vacancy_id=made.pk, actor=officers.station, grant=True, reason="可以")
    with pytest.raises(Refused, match="理由"):
        vacancy_steps.decide(vacancy_id=made.pk, actor=officers.acceptance, grant=True, reason=" ")
    vacancy_steps.decide(vacancy_id=made.pk, actor=officers.acceptance, grant=True, reason="女生宿舍，依规定")
    assert again(made).state == "published"
    check = VacancyCheck.objects.get(verb="published")
    assert [code for code, _found in check.findings] == ["sex", "age"]
    assert (check.asked_by, check.actor) == (officers.station, officers.acceptance)


def test_a_refused_one_says_why_and_can_be_put_right(officers):
    made = log(officers, description="男士优先")
    vacancy_steps.submit(vacancy_id=made.pk, actor=officers.station, reason="单位坚持")
    vacancy_steps.decide(vacancy_id=made.pk, actor=officers.acceptance, grant=False, reason="不得限定性别")
    assert (again(made).state, again(made).state_note) == ("refused", "不得限定性别")
    values = {**asked(officers.desk, credit_code=made.credit_code), "description": "男女不限"}
    for name in ("station_id", "credit_code"):
        values.pop(name)
    vacancies.edit(vacancy_id=made.pk, actor=officers.station, **values)
    vacancy_steps.publish(vacancy_id=made.pk, actor=officers.station)
    assert again(made).state == "published"


def test_whoever_asked_does_not_decide_even_where_she_holds_both_posts(officers):
    made = vacancies.log(actor=officers.acceptance, **asked(officers.desk, description="限男性"))
    vacancy_steps.submit(vacancy_id=made.pk, actor=officers.acceptance, reason="重体力")
    with pytest.raises(Refused):
        vacancy_steps.decide(vacancy_id=made.pk, actor=officers.acceptance, grant=True, reason="可以")
    vacancy_steps.decide(vacancy_id=made.pk, actor=officers.another("acceptance"), grant=True, reason="女职工禁忌劳动范围")
    assert again(made).state == "published"


def test_a_change_takes_it_off_show_until_it_is_checked_again(officers):
    made = make_vacancy(officers.desk)
    values = asked(officers.desk, credit_code=made.credit_code, headcount=5)
    for name in ("station_id", "credit_code"):
        values.pop(name)
    vacancies.edit(vacancy_id=made.pk, actor=officers.station, **values)
    assert again(made).state == "draft"
    assert not Vacancy.objects.on_show(clock.today()).exists()


def test_closed_listed_and_unknown_units_are_not_published_by_the_station(officers):
    closed = make_enterprise(closed_on=clock.today())
    listed = make_enterprise()
    make_listing(listed, "serious_violation")
    for code, name in ((closed.credit_code, ""), (listed.credit_code, ""), (make_credit_code(), "长川制靴有限公司")):
        made = log(officers, credit_code=code, employer=name)
        with pytest.raises(Refused, match="不符合发布要求"):
            vacancy_steps.publish(vacancy_id=made.pk, actor=officers.station)


def test_a_household_is_not_named_to_the_public(officers):
    resident = make_resident(officers.desk, name="乌日娜")
    made = log(officers, household_id=resident.pk, title="住家保姆")
    assert (made.employer, made.employer_kind) == ("乌*娜（家庭）", "household")
    vacancy_steps.publish(vacancy_id=made.pk, actor=officers.station)


def test_a_household_of_another_station_is_not_found(officers, neighbours):
    theirs = make_resident(neighbours.desk)
    with pytest.raises(Refused):
        log(officers, household_id=theirs.pk)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "工"}, "title"),
        ({"occupation": "605"}, "occupation"),
        ({"occupation": "9999999"}, "occupation"),
        ({"region_code": "150000"}, "region"),
        ({"pay_from": "0"}, "pay_from"),
        ({"pay_to": "2000"}, "pay_to"),
        ({"latitude": Decimal("43.6")}, "latitude"),
        ({"credit_code": "91150500MA0000000X"}, "unit"),
        ({"valid_until": -1}, "valid_until"),
        ({"valid_until": 400}, "valid_until"),
    ],
)
def test_a_wrong_entry_is_refused_at_its_field(officers, wrong, field):
    if "valid_until" in wrong:
        wrong = {"valid_until": clock.today() + timedelta(days=wrong["valid_until"])}
    with pytest.raises(Refused) as refused:
        log(officers, **wrong)
    assert refused.value.field == field


def test_renewing_needs_nothing_new_against_it(officers):
    made = make_vacancy(officers.desk, valid_until=clock.today() - timedelta(days=3))
    until = clock.today() + timedelta(days=60)
    vacancy_steps.renew(vacancy_id=made.pk, actor=officers.station, valid_until=until)
    assert again(made).valid_until == until
    make_listing(made.enterprise, "serious_violation")
    with pytest.raises(Refused, match="新的问题"):
        vacancy_steps.renew(vacancy_id=made.pk, actor=officers.station, valid_until=until)


def test_filled_closed_and_shown_again(officers):
    made, until = make_vacancy(officers.desk), clock.today() + timedelta(days=30)
    with pytest.raises(Refused):
        vacancy_steps.fill(vacancy_id=made.pk, actor=officers.station, filled=4)
    vacancy_steps.fill(vacancy_id=made.pk, actor=officers.station, filled=3)
    with pytest.raises(Refused, match="已录用"):
        vacancy_steps.reopen(vacancy_id=made.pk, actor=officers.station, headcount=3, valid_until=until)
    vacancy_steps.reopen(vacancy_id=made.pk, actor=officers.station, headcount=5, valid_until=until)
    assert (again(made).state, again(made).wanted) == ("published", 2)
    vacancy_steps.close(vacancy_id=made.pk, actor=officers.station, reason="单位已停招")
    assert again(made).state == "closed"
    with pytest.raises(WrongState):
        vacancy_steps.close(vacancy_id=made.pk, actor=officers.station, reason="再次")


def test_the_neighbour_moves_nothing_of_ours(officers, neighbours):
    made = make_vacancy(officers.desk)
    with pytest.raises(Refused):
        vacancy_steps.close(vacancy_id=made.pk, actor=neighbours.station, reason="误操作")
    with pytest.raises(Refused):
        vacancies.log(actor=neighbours.station, **asked(officers.desk))
    assert not Vacancy.objects.visible_to(neighbours.station).exists()
    assert not Vacancy.objects.visible_to(neighbours.acceptance).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"verb": "published", "findings": [["sex", "女"]]},
        {"verb": "refused", "reason": "不符"},
        {"verb": "published", "asked": True, "reason": ""},
        {"verb": "published", "asked": "self", "reason": "可以"},
    ],
)
def test_postgres_keeps_the_decision_to_two_people(officers, wrong):
    asked_by = {True: officers.acceptance, "self": officers.station, None: None}[wrong.pop("asked", None)]
    with pytest.raises(DatabaseError), transaction.atomic():
        VacancyCheck.objects.bulk_create(
            [
                VacancyCheck(
                    vacancy=make_vacancy(officers.desk), actor=officers.station, asked_by=asked_by, at=clock.now(), **wrong
                )
            ]
        )


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_publish_once(officers):
    made = log(officers)
    done, start = [], threading.Barrier(2)

    def publish():
        start.wait()
        try:
            vacancy_steps.publish(vacancy_id=made.pk, actor=officers.station)
            done.append("published")
        except WrongState:
            done.append("late")
        finally:
            connection.close()

    workers = [threading.Thread(target=publish) for _number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(done) == ["late", "published"]
    assert VacancyCheck.objects.count() == 1
