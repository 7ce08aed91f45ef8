"""Stations and staff by spreadsheet in the administration."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.models import AuditEntry
from core.sheets import read_rows, write_workbook
from stations.models import Post, Station, User
from stations.services import staff_table, station_table
from tests.factories.stations import community, make_station

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, officers):
    client.force_login(officers.security_admin)
    return officers.security_admin


def sheet(columns, *rows) -> SimpleUploadedFile:
    book = io.BytesIO()
    write_workbook(book, title="x", headers=[column.header for column in columns], rows=rows)
    return SimpleUploadedFile("x.xlsx", book.getvalue())


def look(client, model, file):
    return client.post(reverse(f"admin:stations_{model}_import"), {"file": file})


def bring_in(client, model, page):
    return client.post(reverse(f"admin:stations_{model}_import"), {"token": page.context["token"]})


def station_row(code="S9100", name="新站", host="党群服务中心", region=None, **rest):
    region = region or community("150502").pk
    return [code, name, host, region, rest.get("address", "一号街"), "", "9:00—17:00", rest.get("north", "43.6"), "122.2"]


def rows_of(answer) -> list[list]:
    return [cells for _number, cells in read_rows(io.BytesIO(answer.content))]


def test_a_look_changes_nothing_and_a_yes_brings_all_in(client, admin):
    page = look(client, "station", sheet(station_table.COLUMNS, station_row(), station_row(code="S9101", host="gig_market")))
    assert [line.status for line in page.context["table"].lines] == ["created", "created"]
    assert not Station.objects.filter(code__startswith="S91").exists()
    assert bring_in(client, "station", page).status_code == 302
    assert Station.objects.filter(code__startswith="S91").count() == 2
    assert AuditEntry.objects.get(verb="station.imported").data["created"] == 2


def test_every_bad_row_says_why_and_none_goes_in(client, admin, neighbours):
    rows = [
        station_row(),
        station_row(code="S9101", host="寺庙"),
        station_row(code="S9102", region="150402001001"),
        station_row(code="S9103", region="999999999999"),
        station_row(code="S9104", north="22.1"),
        station_row(code="S9105", north="north"),
        station_row(code=neighbours.desk.code, region=neighbours.desk.region_id),
        station_row(),
    ]
    page = look(client, "station", sheet(station_table.COLUMNS, *rows))
    lines = page.context["table"].lines
    assert [line.status for line in lines] == ["created", *["refused"] * 6, "unchanged"]
    assert all(line.sentence for line in lines[1:7])
    assert [line.number for line in lines] == list(range(2, 10))
    assert bring_in(client, "station", page).status_code == 200
    assert not Station.objects.filter(code__startswith="S91").exists()


def test_a_known_station_is_amended_and_an_empty_cell_clears_nothing(client, admin, officers):
    desk = officers.desk
    row = [desk.code, "换了名的站", "零工市场", desk.region_id, "", "", "", "", ""]
    page = look(client, "station", sheet(station_table.COLUMNS, row))
    bring_in(client, "station", page)
    before = desk.hours
    desk.refresh_from_db()
    assert (desk.name, desk.host, desk.hours) == ("换了名的站", "gig_market", before)


def test_the_same_sheet_twice_changes_nothing(client, admin):
    for expected in ("created", "unchanged"):
        page = look(client, "station", sheet(station_table.COLUMNS, station_row()))
        assert [line.status for line in page.context["table"].lines] == [expected]
        bring_in(client, "station", page)


def test_what_one_looked_through_nobody_else_can_bring_in(client, admin, officers):
    page = look(client, "station", sheet(station_table.COLUMNS, station_row()))
    client.force_login(officers.another("security_admin"))
    bring_in(client, "station", page)
    assert not Station.objects.filter(code="S9100").exists()


def test_an_export_holds_the_own_region_as_filtered_and_is_recorded(client, admin, officers, neighbours):
    make_station(officers.banner, state="planned", code="S9300")
    assert officers.desk
    assert neighbours.desk
    answer = client.post(reverse("admin:stations_station_export") + "?state__exact=planned")
    assert [row[0] for row in rows_of(answer)] == ["编号", "S9300"]
    assert AuditEntry.objects.get(verb="station.exported").data["rows"] == 1
    assert client.get(reverse("admin:stations_station_export")).status_code == 405


def test_an_export_can_be_brought_in_again(client, admin, officers):
    assert officers.station
    for model in ("station", "user"):
        content = client.post(reverse(f"admin:stations_{model}_export")).content
        page = look(client, model, SimpleUploadedFile("x.xlsx", content))
        statuses = {line.status for line in page.context["table"].lines if line.values.get("username") != admin.username}
        assert statuses == {"unchanged"}, model


@pytest.mark.parametrize("text", ['=HYPERLINK("http://evil.example","x")', "+1+1", "@SUM(A1)", "-2+3", "\t=1"])
def test_what_looks_like_a_formula_leaves_as_text(client, admin, text):
    make_station("150502", name=text, code="S9400")
    answer = client.post(reverse("admin:stations_station_export"))
    row = next(row for row in rows_of(answer) if row[0] == "S9400")
    assert row[1] == text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_the_template_has_the_columns_and_an_example(client, admin):
    header, example = rows_of(client.get(reverse("admin:stations_user_template")))
    assert header == [column.header for column in staff_table.COLUMNS]
    assert example[0]


def test_staff_come_with_posts_and_without_passwords(client, admin, officers):
    rows = [
        ["wuyun", "乌云", "0475-1", "150502", "服务站人员", officers.desk.code, ""],
        ["tuya", "图雅", "", "150502", "受理", "150502", ""],
        ["nobody", "无岗", "", "150502", "", "", ""],
    ]
    page = look(client, "user", sheet(staff_table.COLUMNS, *rows))
    assert [line.status for line in page.context["table"].lines] == ["created"] * 3
    bring_in(client, "user", page)
    assert not User.objects.get(username="wuyun").has_usable_password()
    assert Post.objects.get(user__username="wuyun").seat == 1
    assert Post.objects.get(user__username="tuya").granted_by == admin


def test_staff_rows_against_the_rules_are_refused(client, admin, officers, neighbours):
    theirs = neighbours.acceptance
    rows = [
        ["a", "短", "", "150502", "", "", ""],
        ["new-one", "新人", "", "150402", "", "", ""],
        ["new-two", "新人", "", "150502", "受理", "150402", ""],
        ["new-three", "新人", "", "150502", "院长", "150502", ""],
        ["new-four", "新人", "", "150502", "服务站人员", "NOWHERE", ""],
        [theirs.username, "改名", "", "150402", "", "", ""],
        [admin.username, "改名", "", "150502", "", "", ""],
        [officers.acceptance.username, officers.acceptance.name, "", "150502", "财务制单", "150502", ""],
        [officers.acceptance.username, officers.acceptance.name, "", "150502", "初审", "150502", "2020-01-01"],
    ]
    page = look(client, "user", sheet(staff_table.COLUMNS, *rows))
    lines = page.context["table"].lines
    assert [line.status for line in lines] == ["refused"] * 9
    assert all(line.sentence for line in lines)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", "编号\n1".encode()])
def test_what_is_no_such_sheet_is_refused_with_a_sentence(client, admin, content):
    page = look(client, "station", SimpleUploadedFile("x.xlsx", content))
    assert page.context["form"].errors["file"]


def test_only_administrators_come_near(client, officers):
    client.force_login(officers.acceptance)
    for name in ("import", "template"):
        assert client.get(reverse(f"admin:stations_station_{name}")).status_code == 302
    assert client.post(reverse("admin:stations_user_export")).status_code == 302


def test_a_refused_row_names_its_column(client, admin):
    rows = [station_row(name=""), station_row(code="S9104", north="22.1")]
    page = look(client, "station", sheet(station_table.COLUMNS, *rows))
    assert [line.sentence.partition("：")[0] for line in page.context["table"].lines] == ["名称", "纬度"]
    assert "共 2 行：新增 0，修改 0，未变 0，不能导入 2。" in page.content.decode()


def test_a_station_next_door_is_called_a_station(client, admin, neighbours):
    row = station_row(code=neighbours.desk.code, region=neighbours.desk.region_id)
    (line,) = look(client, "station", sheet(station_table.COLUMNS, row)).context["table"].lines
    assert "该服务站属于其他单位" in line.sentence


def test_a_code_has_one_spelling(client, admin):
    for code, expected in (("s9100", "created"), ("Ｓ9100 ", "unchanged")):
        page = look(client, "station", sheet(station_table.COLUMNS, station_row(code=code)))
        assert [line.status for line in page.context["table"].lines] == [expected]
        bring_in(client, "station", page)
    assert Station.objects.filter(code__iexact="S9100").values_list("code", flat=True).get() == "S9100"


@pytest.mark.parametrize("code", ["坏编号", "S/91", "S 91", "../S91", "-S91", "<b>"])
def test_a_code_that_no_address_can_hold_is_refused(client, admin, code):
    (line,) = look(client, "station", sheet(station_table.COLUMNS, station_row(code=code))).context["table"].lines
    assert (line.status, "大写字母" in line.sentence) == ("refused", True)
    with pytest.raises(IntegrityError, match="station_code_spelled"), transaction.atomic():
        Station.objects.filter(pk=make_station().pk).update(code=code[:20])
