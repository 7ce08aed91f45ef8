"""Devices, targets and upgrades: through the services, within the own region, by hand and by spreadsheet."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from core.sheets import read_rows, write_workbook
from stations.models import Device, StationTarget
from stations.services import equipment, stations
from tests.factories.stations import make_station

pytestmark = pytest.mark.django_db


def test_a_code_belongs_to_one_device_and_is_spelled_in_one_way(officers, neighbours):
    admin = officers.security_admin
    added = equipment.add_device(actor=admin, station_id=officers.desk.pk, kind="screen", code=" tl-screen-01 ")
    assert added.code == "TL-SCREEN-01"
    for code in ("TL-SCREEN-01", "大屏", "A"):
        with pytest.raises(Refused):
            equipment.add_device(actor=admin, station_id=officers.desk.pk, kind="screen", code=code)
    with pytest.raises(NotAllowed):
        equipment.amend_device(actor=neighbours.security_admin, device_id=added.pk, place="门口", is_active=False)
    equipment.amend_device(actor=admin, device_id=added.pk, place="门口", is_active=False)
    assert AuditEntry.objects.get(verb="device.amended").data["changed"] == ["place", "is_active"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Device.objects.update(code="x")


def test_a_target_is_one_a_station_year_and_figure(officers):
    asked = {"actor": officers.security_admin, "station_id": officers.desk.pk, "year": 2026, "figure": "visits_units"}
    equipment.set_target(**asked, number=100)
    equipment.set_target(**asked, number=120)
    assert StationTarget.objects.get().number == 120
    with pytest.raises(Refused):
        equipment.set_target(**{**asked, "year": 1999}, number=1)
    for wrong in ({"number": 0}, {"year": 1999}, {"figure": "走访"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            StationTarget.objects.update(**wrong)


def test_a_station_is_upgraded_level_by_level(officers, neighbours):
    for level in ("standard", "model"):
        assert stations.upgrade(actor=officers.security_admin, station_id=officers.desk.pk).equipment == level
    with pytest.raises(Refused):
        stations.upgrade(actor=officers.security_admin, station_id=officers.desk.pk)
    with pytest.raises(NotAllowed):
        stations.upgrade(actor=neighbours.security_admin, station_id=officers.desk.pk)


def test_the_pages_of_the_administration(officers, neighbours, client):
    client.force_login(officers.security_admin)
    sent = {"station": officers.desk.pk, "kind": "screen", "code": "TL-01", "place": "大厅"}
    assert client.post(reverse("admin:stations_device_add"), sent).status_code == 302
    device = Device.objects.get()
    change = reverse("admin:stations_device_change", args=[device.pk])
    assert client.get(change).status_code == 200
    client.post(change, {"place": "门口"})
    device.refresh_from_db()
    assert (device.place, device.is_active) == ("门口", False)
    for name in ("device", "stationtarget"):
        assert client.get(reverse(f"admin:stations_{name}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:stations_{name}_add")).status_code == 200
    target = {"station": officers.desk.pk, "year": 2026, "figure": "visits_units", "number": 60}
    assert client.post(reverse("admin:stations_stationtarget_add"), target).status_code == 302
    found = StationTarget.objects.get()
    client.post(reverse("admin:stations_stationtarget_change", args=[found.pk]), {"number": 80})
    found.refresh_from_db()
    assert found.number == 80
    others = [officers.desk, make_station()]
    asked = {"action": "upgrade_selected", "_selected_action": [each.pk for each in others]}
    client.post(reverse("admin:stations_station_changelist"), asked)
    officers.desk.refresh_from_db()
    assert officers.desk.equipment == "standard"
    client.force_login(neighbours.security_admin)
    assert client.get(change).status_code == 302  # the administration says so and leads back
    assert "TL-01" not in client.get(reverse("admin:stations_device_changelist")).content.decode()


def test_targets_of_many_stations_come_by_one_sheet(officers, neighbours, client):
    here = [officers.desk, make_station(), make_station()]
    client.force_login(officers.security_admin)

    def send(rows):
        book = io.BytesIO()
        write_workbook(book, title="目标", headers=["服务站编号", "年度", "指标", "目标数"], rows=rows)
        page = reverse("admin:stations_stationtarget_import")
        looked = client.post(page, {"file": SimpleUploadedFile("目标.xlsx", book.getvalue())})
        return looked, client.post(page, {"token": looked.context["token"]}) if looked.context["token"] else None

    send([[each.code, 2026, "走访单位", 100 + place] for place, each in enumerate(here)])
    assert sorted(StationTarget.objects.values_list("number", flat=True)) == [100, 101, 102]
    wrong = [[neighbours.desk.code, 2026, "走访单位", 5], ["ZZZZ", 2026, "走访单位", 5], [here[0].code, 2026, "其他", "五"]]
    assert send(wrong)[0].context["refused"] == 3
    assert StationTarget.objects.count() == 3
    answer = client.post(reverse("admin:stations_stationtarget_export"))
    assert [row[2] for _number, row in read_rows(io.BytesIO(answer.content))][1:] == ["走访单位"] * 3
