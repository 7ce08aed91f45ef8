"""Sample firms report their staff month by month (A104); the list tells who has not, and where the staff fell."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from enterprises.models import StaffReport
from enterprises.queries import hooks
from enterprises.queries import monitoring as query
from enterprises.services import monitoring
from enterprises.states import ADVERSE, HONOURS, ListingKind
from tests.factories.enterprises import make_enterprise, make_listing, make_sample_firm, make_staff_reports
from tests.factories.stations import make_user

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)
LIST = "enterprises:staffreport_list"


def report(officers, unit, month=OCTOBER, staff=20, joined=0, left=0, **said):
    told = {"month": month, "staff": staff, "joined": joined, "left": left, **said}
    return monitoring.report(enterprise_id=unit.pk, actor=officers.acceptance, **told)


def refused(officers, unit, **told):
    with pytest.raises(Refused) as found:
        report(officers, unit, **told)
    return found.value.field


@pytest.fixture
def warned(monkeypatch):
    """The rules of the league warn from a fall of a tenth on, those of the banner from a half on."""
    monkeypatch.setattr(hooks, "fall_warnings", lambda on: [("150523", Decimal("0.5")), ("1505", Decimal("0.1"))])


def test_a_sample_firm_is_neither_honoured_nor_on_a_bad_list():
    assert ListingKind.SAMPLE_FIRM not in (*HONOURS, *ADVERSE)


def test_a_month_is_reported_once_and_corrected_by_another_row(officers, friday):
    unit = make_sample_firm()
    report(officers, unit)
    assert refused(officers, unit, staff=21, joined=1) == "reason"
    assert refused(officers, unit, reason="再报一次") == "staff"
    report(officers, unit, staff=21, joined=1, reason="漏报一人")
    assert list(unit.staff_reports.order_by("version").values_list("version", "staff")) == [(1, 20), (2, 21)]
    assert query.firms(officers.first_check, OCTOBER).get().month_staff == 21
    assert list(AuditEntry.objects.filter(verb__startswith="enterprise.staff").order_by("pk").values_list("verb", flat=True)) == [
        "enterprise.staff_reported", "enterprise.staff_corrected",
    ]  # fmt: skip


def test_a_month_that_has_not_ended_is_refused_and_so_is_one_outside_the_sample(officers, friday):
    unit = make_sample_firm(since=date(2026, 9, 15))
    assert refused(officers, unit, month=NOVEMBER) == "month"
    assert refused(officers, unit, month=date(2026, 8, 1)) == "month"
    assert refused(officers, make_enterprise()) == "month"
    assert report(officers, unit, month=SEPTEMBER).staff == 20
    with clock.at("2026-11-30T09:00"):
        assert report(officers, unit, month=NOVEMBER).staff == 20


def test_a_firm_that_left_the_sample_reports_its_last_month_and_none_after(officers, friday):
    unit = make_enterprise()
    make_listing(unit, ListingKind.SAMPLE_FIRM, from_on=date(2026, 1, 1), until_on=date(2026, 9, 10))
    report(officers, unit, month=SEPTEMBER)
    assert refused(officers, unit, month=OCTOBER) == "month"


def test_the_staff_follows_from_the_month_before(officers, friday):
    unit = make_sample_firm()
    report(officers, unit, month=SEPTEMBER, staff=40)
    assert refused(officers, unit, staff=39, joined=3, left=5) == "staff"
    assert report(officers, unit, staff=38, joined=3, left=5).staff == 38


def test_the_desk_of_the_place_reports_and_nobody_next_door(officers, neighbours, friday):
    unit = make_sample_firm(station=officers.desk)
    told = {"enterprise_id": unit.pk, "month": OCTOBER, "staff": 1, "joined": 0, "left": 0}
    for actor in (neighbours.acceptance, officers.second_check, make_user("reader", "150000")):
        with pytest.raises(NotAllowed):
            monitoring.report(actor=actor, **told)
    assert monitoring.report(actor=officers.station, **told).pk


def test_postgres_keeps_reports_as_they_were_made(officers, friday):
    made = report(officers, make_sample_firm())
    same = {"enterprise": made.enterprise, "month": OCTOBER, "staff": 1, "joined": 0, "left": 0}
    by = {"reported_by": made.reported_by, "reported_at": clock.now()}
    for change in (
        lambda: StaffReport.objects.update(staff=1),
        made.delete,
        lambda: StaffReport.objects.create(**same, **by),
        lambda: StaffReport.objects.create(**same, **by, version=2),
        lambda: StaffReport.objects.create(**{**same, "month": date(2026, 8, 2)}, **by),
        lambda: StaffReport.objects.create(**{**same, "month": SEPTEMBER, "staff": -1}, **by),
    ):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            change()


def test_totals_compare_the_firms_that_reported_both_months_and_count_who_did_not(officers, friday, warned):
    fell, stood, new, silent, tolerant = (make_sample_firm() for _number in range(5))
    make_staff_reports(fell, 2026, 9)
    report(officers, fell, staff=18, left=2)
    make_staff_reports(stood, 2026, 9)
    report(officers, stood, staff=19, left=1)
    report(officers, new, staff=50)
    whole, places = query.totals(officers.first_check, OCTOBER)
    assert (whole.firms, whole.reported, whole.missing, whole.staff) == (5, 3, 2, 87)
    assert (whole.compared, whole.change, whole.rate, whole.fallen) == (2, -3, Decimal("-7.5"), 1)
    assert [place.firms for place in places] == [5]
    told = {
        how: set(query.narrowed(query.firms(officers.first_check, OCTOBER), how)) for how in ("reported", "missing", "fallen")
    }
    assert told == {"reported": {fell, stood, new}, "missing": {silent, tolerant}, "fallen": {fell}}


def test_the_rules_of_the_narrower_place_say_from_which_fall_on(officers, friday, warned):
    unit = make_sample_firm("150523")
    make_staff_reports(unit, 2026, 10, staff=10)
    StaffReport.objects.create(
        enterprise=unit, month=OCTOBER, version=2, reason="更正", staff=6, joined=0, left=4, reported_by=unit.created_by,
        reported_at=clock.now(),
    )  # fmt: skip
    found = query.firms(make_user("first_check", "150500"), OCTOBER).get()
    assert (found.month_staff, found.change, found.fallen, query.rate_of(found)) == (6, -4, False, Decimal("-40.0"))


def test_next_door_is_not_counted(officers, neighbours, friday):
    report(officers, make_sample_firm())
    assert query.totals(neighbours.first_check, OCTOBER)[0].firms == 0


def test_without_rules_that_name_a_warning_nobody_is_cleared_of_one(officers, client, friday):
    unit = make_sample_firm()
    make_staff_reports(unit, 2026, 9)
    report(officers, unit, staff=2, left=18)
    whole = query.totals(officers.first_check, OCTOBER)[0]
    assert (whole.change, whole.fallen) == (-18, None)
    client.force_login(officers.first_check)
    assert "未规定预警线" in client.get(reverse(LIST)).content.decode()


def test_the_month_is_reported_from_the_page_of_the_firm_and_shown_in_the_list(officers, client, friday):
    unit, silent, other = make_sample_firm(), make_sample_firm(), make_enterprise()
    client.force_login(officers.acceptance)
    address = reverse("enterprises:enterprise_staff", args=[unit.pk])
    assert address in client.get(unit.get_absolute_url()).content.decode()
    assert reverse("enterprises:enterprise_staff", args=[other.pk]) not in client.get(other.get_absolute_url()).content.decode()
    assert 'value="2026-10"' in client.get(address).content.decode()
    told = {"month": "2026-10", "staff": "20", "joined": "2", "left": "1"}
    assert client.post(address, {**told, "month": "2027-01"}).status_code == 200
    assert client.post(address, told).status_code == 302
    assert "已上报，月末用工20人" in client.post(address, {**told, "staff": "21"}).content.decode()
    shown = client.get(reverse(LIST)).content.decode()
    assert unit.name in shown
    assert silent.name in shown
    missing = client.get(reverse(LIST), {"month": "2026-10", "how": "missing"}).content.decode()
    assert unit.name not in missing
    assert silent.name in missing
    assert "没有监测样本企业" in client.get(reverse(LIST), {"month": "2020-01"}).content.decode()


def test_the_list_asks_the_same_questions_however_many_firms(officers, client, friday):
    client.force_login(officers.first_check)
    client.get(reverse(LIST))
    counts = []
    for many in (1, 12):
        for _number in range(many):
            make_staff_reports(make_sample_firm(), 2026, 10)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(LIST)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_the_list_is_taken_out_as_filtered_and_recorded(officers, client, friday):
    unit = make_sample_firm()
    make_sample_firm()
    make_staff_reports(unit, 2026, 10)
    client.force_login(officers.first_check)
    answer = client.post(reverse("enterprises:staffreport_export") + "?month=2026-10&how=reported")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [(row[0], row[4]) for row in rows[1:]] == [(unit.credit_code, 20)]
    assert AuditEntry.objects.get(verb="staffreports.exported").data["count"] == 1
    assert client.get(reverse("enterprises:staffreport_export")).url == reverse(LIST)
