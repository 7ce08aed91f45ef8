"""Wage arrears: taken in, worked on, recovered; who reported stays sealed; what Postgres refuses."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from core.states import WrongState
from jobs.models import ArrearsCase, ArrearsPayment
from jobs.queries import arrears_figures
from jobs.services import arrears, arrears_files, arrears_steps
from tests.factories.jobs_arrears import AMR, JPEG, MOBILE, REPORTER, make_arrears, make_provider, told
from tests.factories.stations import make_station

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _there(friday, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_report_is_received_with_number_code_and_five_working_days(officers):
    receipt = arrears.report(**told())

    assert receipt.case.number == "QX150502-2026-000001"
    assert len(receipt.code) == 8
    assert receipt.case.due_on == date(2026, 11, 27)
    assert receipt.case.limit_on == date(2028, 9, 30)


def test_a_second_tap_gives_the_same_receipt():
    sent = told()
    first, second = arrears.report(**sent), arrears.report(**sent)

    assert first == second
    assert ArrearsCase.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"mobile": "123"}, "mobile"),
        ({"mobile": ""}, "mobile"),
        ({"id_number": "150502199003071234"}, "id_number"),
        ({"employer": ""}, "employer"),
        ({"story": ""}, "story"),
        ({"region_code": "150500"}, "region_code"),
        ({"month_from": date(2026, 10, 1)}, "month_to"),
        ({"month_to": date(2027, 1, 1)}, "month_to"),
        ({"voice": JPEG}, "voice"),
        ({"photos": [JPEG, AMR]}, "photo2"),
        ({"photos": [b"\xff\xd8\xff" + b"x" * (10 * 1024 * 1024)]}, "photo1"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field(wrong, field):
    with pytest.raises(Refused) as refused:
        arrears.report(**told(**wrong))

    assert refused.value.field == field
    assert not ArrearsCase.objects.exists()


def test_a_helper_is_asked_for_without_a_word_about_the_employer():
    case = arrears.report(**told(employer="", story="", amount=None, needs=["deaf"], call_way="text")).case

    assert case.needs_said


def test_a_voice_note_stands_for_the_written_word_and_lies_encrypted(officers):
    case = arrears.report(**told(story="", voice=AMR, photos=[JPEG, JPEG])).case
    voice, photo = case.files.order_by("pk")

    with default_storage.open(voice.stored_as) as stored:
        assert b"voice" not in stored.read()
    opened = arrears_files.open_recorded(file_id=voice.pk, actor=officers.acceptance)
    assert opened.content == AMR
    assert opened.name == f"{case.number}-{voice.pk}.amr"
    assert photo.content_type == "image/jpeg"
    assert AuditEntry.objects.filter(verb="arrears.file_opened", subject_id=str(case.pk)).count() == 1


@pytest.mark.parametrize("start", [b"\0\0\0\x18ftypM4A ", b"RIFF\0\0\0\0WAVE", b"OggS", b"\x1aE\xdf\xa3", b"\xff\xfb", b"ID3"])
def test_the_recorders_of_telephones_are_understood(start):
    assert arrears_files.content_type("voice", start + b" and more")


def test_nothing_of_the_reporter_stands_in_the_table_the_audit_or_the_timeline(officers):
    case = make_arrears(officers, "closed", voice=AMR)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM jobs_arrearscase c WHERE id = %s", [case.pk])
        stored = cursor.fetchone()[0]
    said = stored + str(list(AuditEntry.objects.values())) + str(list(case.steps.values()))

    for secret in (REPORTER, MOBILE, "工钱一直没给"):
        assert secret not in said


def test_the_code_opens_the_state_and_five_wrong_ones_rest_the_number(officers):
    receipt = arrears.report(**told())
    ask = {"number": receipt.case.number, "address": "203.0.113.7"}

    assert arrears.look_up(**ask, code=f"{receipt.code[:4]} {receipt.code[4:]}") == receipt.case
    for _time in range(5):
        assert arrears.look_up(**ask, code="00000000") is None
    with pytest.raises(Refused):
        arrears.look_up(**ask, code=receipt.code)
    with clock.at("2026-11-20T10:30"):
        assert arrears.look_up(**ask, code=receipt.code) == receipt.case


def test_a_flood_from_one_address_is_stopped_and_a_site_is_not():
    for _worker in range(arrears.AN_HOUR):
        arrears.report(**told(address="203.0.113.7"))
    with pytest.raises(Refused):
        arrears.report(**told(address="203.0.113.7"))
    assert arrears.report(**told(address="203.0.113.8")).case


def test_the_way_from_acceptance_to_money_in_parts(officers):
    case = make_arrears(officers, "settled")
    handler = {"case_id": case.pk, "actor": officers.acceptance}
    assert case.inspect_by == date(2027, 2, 12)
    assert case.mediate_by == date(2026, 12, 5)

    first = arrears_steps.pay(**handler, amount=Decimal("9000.00"), paid_on=clock.today(), way="cash")
    arrears_steps.pay(**handler, amount=Decimal("9000.00"), paid_on=clock.today(), way="cash")
    arrears_steps.void(payment_id=first.pk, actor=officers.acceptance, reason="重复录入")
    with pytest.raises(Refused):
        arrears_steps.close(**handler, outcome="paid")
    arrears_steps.pay(**handler, amount=Decimal("6000.00"), paid_on=clock.today(), way="transfer")
    closed = arrears_steps.close(**handler, outcome="paid")

    assert (closed.state, closed.recovered) == ("closed", Decimal("15000.00"))
    assert [step.verb for step in closed.steps.order_by("pk")] == [
        "receive", "accept", "mediate", "settle", "pay", "pay", "void", "pay", "close",
    ]  # fmt: skip


def test_a_closed_matter_takes_no_more_steps(officers):
    case = make_arrears(officers, "closed")

    with pytest.raises(WrongState):
        arrears_steps.settle(case_id=case.pk, actor=officers.acceptance, settled_sum=Decimal(1), pay_by=clock.today())


def test_an_inspection_is_extended_once_and_not_by_its_handler(officers):
    case = make_arrears(officers, "inspection")
    asked = {"case_id": case.pk, "reason": "情况复杂"}

    with pytest.raises(NotAllowed):
        arrears_steps.extend(**asked, actor=officers.acceptance)
    extended = arrears_steps.extend(**asked, actor=officers.second_check)
    assert extended.due_on == extended.inspect_by > case.inspect_by
    with pytest.raises(Refused):
        arrears_steps.extend(**asked, actor=officers.second_check)


def test_only_the_handler_knows_who_reported(officers):
    case = make_arrears(officers, "accepted")
    for other in (officers.first_check, officers.second_check, officers.approver, officers.auditor):
        with pytest.raises(NotAllowed):
            arrears.reveal(case_id=case.pk, actor=other, reason="想看看")
    with pytest.raises(Refused):
        arrears.reveal(case_id=case.pk, actor=officers.acceptance, reason=" ")

    assert arrears.reveal(case_id=case.pk, actor=officers.acceptance, reason="电话联系").reporter_name == REPORTER
    assert AuditEntry.objects.get(verb="arrears.revealed").data["reason"] == "电话联系"
    arrears_steps.take_over(case_id=case.pk, actor=officers.first_check, reason="同事休假")
    with pytest.raises(NotAllowed):
        arrears.reveal(case_id=case.pk, actor=officers.acceptance, reason="再看看")


def test_the_neighbour_finds_nothing(officers, neighbours):
    case = make_arrears(officers)

    with pytest.raises(ArrearsCase.DoesNotExist):
        arrears_steps.accept(case_id=case.pk, actor=neighbours.acceptance)
    with pytest.raises(ArrearsCase.DoesNotExist):
        arrears.reveal(case_id=case.pk, actor=neighbours.acceptance, reason="看看")


def test_a_mediator_of_another_league_is_not_taken(officers):
    case = make_arrears(officers, "accepted")

    with pytest.raises(Refused):
        arrears_steps.mediate(case_id=case.pk, actor=officers.acceptance, mediator_id=make_provider("150402").pk)


def test_supervision_names_who_and_until_when(officers):
    case = make_arrears(officers, "accepted")
    asked = {
        "case_id": case.pk,
        "supervisor": "通辽市人社局",
        "until": clock.today() + timedelta(days=30),
        "reason": "涉及人数多",
    }

    with pytest.raises(NotAllowed):
        arrears_steps.supervise(**asked, actor=officers.acceptance)
    assert arrears_steps.supervise(**asked, actor=officers.approver).supervisor
    assert not arrears_steps.lift(case_id=case.pk, actor=officers.approver, reason="已结清").supervisor


@pytest.mark.parametrize(
    ("state", "wrong"),
    [
        ("received", {"employer": ""}),
        ("received", {"state": "accepted"}),
        ("received", {"state": "refused", "state_note": "不归我们管"}),
        ("received", {"workers": 0}),
        ("received", {"amount": "0.00"}),
        ("received", {"month_to": None}),
        ("accepted", {"state": "mediation"}),
        ("accepted", {"state": "settled"}),
        ("accepted", {"state": "closed"}),
        ("accepted", {"state": "handed_on"}),
        ("accepted", {"handler": None}),
        ("accepted", {"recovered": "-1.00"}),
        ("accepted", {"supervisor": "通辽市人社局"}),
        ("settled", {"state": "closed", "outcome": "paid", "closed_on": date(2026, 11, 20)}),
        ("closed", {"outcome": ""}),
    ],
)
def test_postgres_refuses_what_no_matter_may_say(officers, state, wrong):
    case = make_arrears(officers, state)

    with pytest.raises(DatabaseError), transaction.atomic():
        ArrearsCase.objects.filter(pk=case.pk).update(**wrong)


def test_postgres_refuses_a_part_of_nothing_and_a_silent_striking_out(officers):
    make_arrears(officers, "closed")

    for wrong in ({"amount": "0.00"}, {"voided_at": clock.now()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ArrearsPayment.objects.update(**wrong)


def test_the_closing_rate_counts_closed_of_accepted_with_its_base(officers, neighbours):
    desk = make_station()
    for state in ("closed", "closed", "accepted", "handed_on", "refused", "received"):
        make_arrears(officers, state, station_id=desk.pk)
    found = arrears_figures.of_year(officers.acceptance, 2026)

    assert (found.whole.received, found.whole.accepted, found.whole.closed) == (6, 4, 2)
    assert found.whole.rate == Decimal("50.0")
    assert found.whole.recovered == Decimal("30000.00")
    assert [(row.label, row.closed) for row in found.stations] == [(desk.name, 2)]
    assert [(row.key, row.recovered) for row in found.months] == [("2026-11", Decimal("30000.00"))]
    assert found.places[0].label == "科尔沁区"
    assert arrears_figures.of_year(neighbours.acceptance, 2026).whole.received == 0


@pytest.mark.django_db(transaction=True)
def test_two_officers_accept_at_once_and_one_handles_it(officers):
    case = make_arrears(officers)
    actors, won, lost = [officers.acceptance, officers.first_check], [], []
    gate = threading.Barrier(2)

    def take(actor):
        gate.wait()
        try:
            with clock.at("2026-11-20T09:00"):
                won.append(arrears_steps.accept(case_id=case.pk, actor=actor).handler_id)
        except WrongState as late:
            lost.append(late)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[actor]) for actor in actors]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (len(won), len(lost)) == (1, 1)
