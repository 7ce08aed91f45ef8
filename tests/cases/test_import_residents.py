"""Workbooks taken in: by the command, and by preview and confirmation."""

import io
import json
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation

from cases.models import ImportRun, Registration, Resident, ResidentGroup
from cases.queries.residents import history
from cases.reports.refused_rows import write_refused_rows
from cases.services import imports, residents
from cases.tasks import forget_files
from core import clock, sheets
from core.policies import NotAllowed, Refused
from stations.services.machine import machine_user
from tests.factories.residents import id_number, make_resident
from tests.factories.stations import make_station

HERE = Path(__file__).parent / "data"
SAMPLE = HERE / "intake_sample.xlsx"
EXPECTED = json.loads((HERE / "intake_sample.expected.json").read_text())
TODAY = date(2026, 11, 21)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day_of_the_sample():
    with clock.at(TODAY), translation.override("en"):
        yield


def take_in(station, path, tmp_path, **options) -> list[dict]:
    call_command("import_residents", path, station=station.code, report=tmp_path / "out.json", **options)
    return json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))


def csv_of(*rows, headers=("姓名", "证件号码", "手机", "人员类别", "失业登记日期")) -> bytes:
    return "\n".join(",".join(row) for row in (headers, *rows)).encode()


def statuses(run):
    return [status for _row, status, _codes in run.report]


def test_the_sample_goes_in_as_expected_and_again_changes_nothing(tmp_path, capsys):
    station = make_station()
    assert take_in(station, SAMPLE, tmp_path) == EXPECTED
    assert "130 created, 0 updated, 0 unchanged, 70 rejected" in capsys.readouterr().out
    assert Resident.objects.count() == 130
    before = (Registration.objects.count(), ResidentGroup.objects.count())
    again = take_in(station, SAMPLE, tmp_path)
    assert again == [line | {"status": "unchanged"} if line["status"] == "created" else line for line in EXPECTED]
    assert (Resident.objects.count(), Registration.objects.count(), ResidentGroup.objects.count()) == (130, *before)


def test_what_stands_in_the_sample_stands_in_the_register(tmp_path):
    station = make_station()
    take_in(station, SAMPLE, tmp_path)
    resident = residents.owner_of("150581197911170415")
    assert (resident.name, resident.mobile, resident.sex, resident.community_id) == (
        "吴霞秀",
        "15135000495",
        "male",
        "150524101200",
    )
    assert (resident.station, resident.region_code) == (station, station.region_code)
    assert resident.registrations.get().registered_on == date(2026, 8, 19)
    assert [row.group for row in resident.groups.all()] == ["veteran"]
    assert [(entry.verb, entry.actor) for entry in history(resident)] == [("resident.logged", machine_user())]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_the_sample_as_csv_goes_in_the_same(tmp_path, encoding):
    with SAMPLE.open("rb") as file:
        lines = [",".join(sheets.cell_text(cell).replace('"', "") for cell in row) for _number, row in sheets.read_rows(file)]
    path = tmp_path / "sample.csv"
    path.write_text("\r\n".join(lines).replace("=HYPERLINK(a,b)", "=HYPERLINK(a)"), encoding=encoding)
    assert take_in(make_station(), path, tmp_path) == EXPECTED


def test_a_new_mobile_updates_and_an_empty_cell_clears_nothing(officers):
    number = id_number()
    first = send(officers, csv_of(["张三", number, "13812341234", "退役军人", "2026-10-08"]))
    second = send(officers, csv_of(["张三", number, "13900001111", "", ""]))
    third = send(officers, csv_of(["张三", number, "", "退役军人", "2026-10-08"]))
    assert [statuses(run) for run in (first, second, third)] == [["created"], ["updated"], ["unchanged"]]
    resident = Resident.objects.get()
    assert resident.mobile == "13900001111"
    assert [entry.verb for entry in history(resident)] == ["resident.changed", "resident.logged"]


def test_what_was_ended_by_hand_is_not_begun_again_by_an_old_file(officers):
    content = csv_of(["张三", id_number(), "", "退役军人", "2026-10-08"])
    send(officers, content)
    Registration.objects.update(ended_on=date(2026, 11, 1), end_reason="employed")
    ResidentGroup.objects.update(until_on=date(2026, 11, 1))
    assert statuses(send(officers, content)) == ["unchanged"]
    assert not Registration.objects.filter(ended_on__isnull=True).exists()


def test_a_person_of_another_banner_is_left_alone(officers, neighbours):
    known = make_resident(neighbours, name="王五", mobile="13800000000")
    run = send(officers, csv_of(["王五", known.id_number, "13911112222", "退役军人", "2026-10-08"]))
    assert statuses(run) == ["elsewhere"]
    assert imports.report_of(run) == [{"row": 2, "status": "unchanged", "codes": []}]
    known.refresh_from_db()
    assert known.mobile == "13800000000"
    assert not known.registrations.exists()


def send(officers, content: bytes, actor=None) -> ImportRun:
    run = imports.preview(actor=actor or officers.station, station_id=officers.desk.pk, file_name="登记.csv", content=content)
    return imports.confirm(run_id=run.pk, actor=actor or officers.station)


def test_a_preview_tells_everything_and_writes_nobody(officers):
    known = make_resident(officers, name="李四", mobile="13800000000")
    content = csv_of(
        ["张三", id_number(), "", "", ""],
        ["李四", known.id_number, "13811112222", "", ""],
        ["王五", "150102199003071238", "", "", ""],
    )
    run = imports.preview(actor=officers.station, station_id=officers.desk.pk, file_name="a.csv", content=content)
    assert run.report == [(2, "created", []), (3, "updated", []), (4, "rejected", ["id_check_digit"])]
    assert (Resident.objects.count(), Resident.objects.get().mobile) == (1, "13800000000")
    done = imports.confirm(run_id=run.pk, actor=officers.station)
    assert (done.created, done.updated, done.rejected, done.pk) == (1, 1, 1, run.pk)
    assert imports.confirm(run_id=run.pk, actor=officers.station).pk == run.pk
    assert Resident.objects.count() == 2


def test_the_file_of_a_preview_is_unreadable_at_rest_and_gone_when_given_up(officers):
    content = csv_of(["张三", id_number(), "", "", ""])
    first = imports.preview(actor=officers.station, station_id=officers.desk.pk, file_name="a.csv", content=content)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM cases_importrun WHERE id = %s", [first.pk])
        assert "张三".encode() not in bytes(cursor.fetchone()[0])
    second = imports.preview(actor=officers.station, station_id=officers.desk.pk, file_name="b.csv", content=content)
    first.refresh_from_db()
    assert (first.state, first.content) == (ImportRun.DISCARDED, None)
    with pytest.raises(Refused):
        imports.confirm(run_id=first.pk, actor=officers.station)
    assert imports.discard(run_id=second.pk, actor=officers.station).content is None


def test_files_are_forgotten_and_what_came_of_them_stays(officers):
    done = send(officers, csv_of(["=张三", id_number(), "", "", ""]))
    waiting = imports.preview(
        actor=officers.station, station_id=officers.desk.pk, file_name="a.csv", content=csv_of(["张三", id_number(), "", "", ""])
    )
    for days, states in ((0, "done preview"), (2, "done discarded"), (31, "done discarded")):
        with clock.at(TODAY + timedelta(days=days)):
            forget_files()
        done.refresh_from_db()
        waiting.refresh_from_db()
        assert f"{done.state} {waiting.state}" == states
    assert (done.content, waiting.content, done.rejected) == (None, None, 1)
    assert statuses(done) == ["rejected"]


def test_only_the_desk_sends_and_only_the_sender_confirms(officers, neighbours):
    content = csv_of(["张三", id_number(), "", "", ""])
    with pytest.raises(NotAllowed):
        imports.preview(actor=neighbours.station, station_id=officers.desk.pk, file_name="a.csv", content=content)
    run = imports.preview(actor=officers.station, station_id=officers.desk.pk, file_name="a.csv", content=content)
    with pytest.raises(NotAllowed):
        imports.confirm(run_id=run.pk, actor=officers.acceptance)
    assert not ImportRun.objects.visible_to(neighbours.first_check).exists()


def test_refused_rows_come_back_as_text_and_go_in_once_corrected(officers):
    number = id_number()
    run = send(officers, csv_of(["=张三", number, "13812341234", "退役军人", "2026-10-08"], ["李四", id_number(), "", "", ""]))
    target = io.BytesIO()
    assert write_refused_rows(target, run) == 1
    (_, header), (_, row) = sheets.read_rows(target)
    assert row[:5] == ["=张三", number, "13812341234", "退役军人", "2026-10-08"]
    assert "name_format" in row
    assert statuses(send(officers, target.getvalue())) == ["rejected"]
    corrected = io.BytesIO()
    sheets.write_workbook(corrected, title="x", headers=header, rows=[["张三", *row[1:]]])
    assert statuses(send(officers, corrected.getvalue())) == ["created"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a,b\n1,2\n", "证件号码"),
        ("姓名,手机\n张三,1\n".encode(), "证件号码"),
        (b"\x00\x01\x02", "xlsx"),
        ("姓名,证件号码\n".encode(), "rows"),
    ],
)
def test_a_file_that_is_no_intake_table_is_refused_whole(tmp_path, content, says):
    path = tmp_path / "wrong.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        take_in(make_station(), path, tmp_path)
    assert refused.value.returncode == 1
    assert says in str(refused.value)
    assert not (tmp_path / "out.json").exists()
    assert not ImportRun.objects.exists()


def test_a_wrong_station_or_file_is_wrong_usage(tmp_path):
    with pytest.raises(CommandError) as wrong:
        call_command("import_residents", SAMPLE, station="NOWHERE")
    assert wrong.value.returncode == 2
    with pytest.raises(CommandError) as wrong:
        call_command("import_residents", tmp_path / "none.xlsx", station=make_station().code)
    assert wrong.value.returncode == 2


def test_where_the_report_cannot_be_written_nobody_goes_in(tmp_path):
    with pytest.raises(CommandError) as trouble:
        call_command("import_residents", SAMPLE, station=make_station().code, report=tmp_path / "no" / "out.json")
    assert trouble.value.returncode == 1
    assert not Resident.objects.exists()


def big_file(rows: int) -> bytes:
    people = (
        [f"张{'三四五六七八九'[number % 7]}", number_of(number), f"138{number:08}", "退役军人", "2026-10-08"]
        for number in range(rows)
    )
    return csv_of(*people)


def number_of(number: int) -> str:
    born_on = date.fromordinal(date(1960, 1, 1).toordinal() + number // 500)
    return id_number_at(born_on, number % 500 * 2 + 1)


def id_number_at(born_on: date, order: int) -> str:
    body = f"150502{born_on:%Y%m%d}{order:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(a * int(b) for a, b in zip(weights, body, strict=True)) % 11]


@pytest.mark.parametrize("rows", [3, 20_000])
def test_the_number_of_statements_does_not_grow_with_the_file(rows, django_assert_max_num_queries):
    station, source = make_station(), io.BytesIO(big_file(rows))
    actor = machine_user()
    with django_assert_max_num_queries(17):
        run = imports.take_in_file(actor=actor, station=station, file_name="big.csv", source=source)
    assert (run.created, Resident.objects.count(), Registration.objects.count()) == (rows, rows, rows)


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_log_everybody_once(officers):
    station, actor, content = make_station(), machine_user(), big_file(800)
    backwards = csv_of(*[line.split(",") for line in reversed(content.decode().split("\n")[1:])])
    start, counts = threading.Barrier(2), []

    def run(file: bytes) -> None:
        try:
            start.wait()
            with clock.at(TODAY):
                made = imports.take_in_file(actor=actor, station=station, file_name="a.csv", source=io.BytesIO(file))
            counts.append((made.created, made.unchanged))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[file]) for file in (content, backwards)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [(0, 800), (800, 0)]
    assert Resident.objects.count() == 800
