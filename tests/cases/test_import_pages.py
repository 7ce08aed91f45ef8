"""A workbook by page: sent, looked through, taken in, its refused rows handed back."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.models import ImportRun, Resident
from core import clock, sheets
from core.models import AuditEntry
from tests.factories.residents import make_resident

SAMPLE = (Path(__file__).parent / "data" / "intake_sample.xlsx").read_bytes()

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, officers):
    client.force_login(officers.station)
    with clock.at("2026-11-21"):
        yield client


def send(client, officers, content=SAMPLE, name="登记.xlsx"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("cases:import_new"), {"station": officers.desk.pk, "file": file})


def test_the_sample_is_looked_through_taken_in_and_its_refused_rows_come_back(desk, officers):
    answer = send(desk, officers)
    run = ImportRun.objects.get()
    assert answer.url == reverse("cases:import_show", args=[run.pk])
    assert (run.created, run.rejected, Resident.objects.count()) == (130, 70, 0)
    page = desk.get(answer.url).content.decode()
    assert reverse("cases:import_confirm", args=[run.pk]) in page
    assert ">24<" in page

    desk.post(reverse("cases:import_confirm", args=[run.pk]))
    assert Resident.objects.count() == 130
    page = desk.get(answer.url).content.decode()
    assert reverse("cases:import_refused", args=[run.pk]) in page

    answer = desk.post(reverse("cases:import_refused", args=[run.pk]))
    path = b"".join(answer.streaming_content)
    rows = list(sheets.read_rows(_file(path)))
    assert len(rows) == 71
    assert AuditEntry.objects.filter(verb="import.handed_back", actor=officers.station).exists()
    assert send(desk, officers, path, "再报.xlsx").status_code == 302
    assert ImportRun.objects.latest("pk").rejected == 65  # five were refused only for standing in one file with their double


def _file(content):
    return SimpleUploadedFile("x.xlsx", content).file


def test_every_row_can_be_leafed_through(desk, officers):
    send(desk, officers)
    address = reverse("cases:import_show", args=[ImportRun.objects.get().pk])
    first = desk.get(address, {"status": ""}).content.decode()
    second = desk.get(address, {"status": "", "from": "100"}).content.decode()
    assert "from=100" in first
    assert ">102<" in second
    for odd in ("-1", "x", "99999999999", "²"):
        assert desk.get(address, {"status": "nothing", "from": odd}).status_code == 200


def test_a_preview_is_given_up(desk, officers):
    send(desk, officers)
    run = ImportRun.objects.get()
    desk.post(reverse("cases:import_discard", args=[run.pk]))
    run.refresh_from_db()
    assert (run.state, run.content) == (ImportRun.DISCARDED, None)
    desk.post(reverse("cases:import_confirm", args=[run.pk]))
    assert not Resident.objects.exists()


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"\x00\x01\x02\x03", b"PK\x03\x04"])
def test_a_file_that_is_no_table_is_refused_at_its_field(desk, officers, content):
    page = send(desk, officers, content, "x.csv").content.decode()
    assert 'id="id_file_error"' in page
    assert not ImportRun.objects.exists()


def test_reading_a_page_confirms_nothing(desk, officers):
    send(desk, officers)
    run = ImportRun.objects.get()
    for name in ("import_confirm", "import_discard", "import_refused"):
        assert desk.get(reverse(f"cases:{name}", args=[run.pk])).status_code == 302
    run.refresh_from_db()
    assert run.state == ImportRun.PREVIEW


def test_the_officer_next_door_sees_no_such_import(desk, officers, neighbours):
    send(desk, officers)
    run = ImportRun.objects.get()
    make_resident(neighbours)
    for actor in (neighbours.station, neighbours.acceptance, officers.finance_maker):
        desk.force_login(actor)
        for name in ("import_show", "import_confirm", "import_discard", "import_refused"):
            assert desk.get(reverse(f"cases:{name}", args=[run.pk])).status_code == 404
            assert desk.post(reverse(f"cases:{name}", args=[run.pk])).status_code in {404, 405}
    desk.force_login(neighbours.station)
    answer = send(desk, officers)
    assert answer.status_code == 200
    desk.force_login(officers.auditor)
    assert desk.get(reverse("cases:import_new")).status_code == 403


def test_who_may_look_but_not_log_is_told_so_when_asking_for_the_refused_rows(desk, officers):
    send(desk, officers)
    run = ImportRun.objects.get()
    desk.force_login(officers.auditor)
    answer = desk.post(reverse("cases:import_refused", args=[run.pk]), follow=True)
    assert answer.redirect_chain == [(reverse("cases:import_show", args=[run.pk]), 302)]
    assert "服务站" in str(next(iter(answer.context["messages"])))
    assert not AuditEntry.objects.filter(verb="import.handed_back").exists()
