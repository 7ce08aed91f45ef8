"""The holiday calendar in the administration: everybody there looks, the region's own administrators keep it."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import AuditEntry
from core.policies import NotAllowed
from core.sheets import read_rows
from programmes.models import Holiday
from programmes.services import calendar, holidays
from tests.factories import programmes as make
from tests.factories.stations import WHOLE_REGION, make_user

pytestmark = pytest.mark.django_db
SATURDAY, MONDAY = date(2027, 1, 9), date(2027, 1, 11)


@pytest.fixture
def keeper(client):
    user = make_user("security_admin", WHOLE_REGION)
    client.force_login(user)
    return user


def url(what, *args):
    return reverse(f"admin:programmes_holiday_{what}", args=args)


def sent(client, text):
    return client.post(url("import"), {"file": SimpleUploadedFile("n.csv", text.encode())})


def test_a_banners_administrator_looks_but_does_not_touch(client):
    make.shipped_law()
    banner = make_user("security_admin")
    client.force_login(banner)
    page = client.get(url("changelist")).content.decode()
    assert "春节" in page
    assert url("import") not in page
    assert client.get(url("change", "2026-10-01")).status_code == 200
    assert client.post(url("change", "2026-10-01"), {"kind": "off", "name": "x", "source": "x"}).status_code == 403
    assert client.get(url("add")).status_code == 403
    assert client.get(url("import")).status_code == 403
    with pytest.raises(NotAllowed):
        holidays.enter(actor=banner, day=MONDAY, kind="off", name="元旦", source="通知")
    client.post(url("act", "2026-10-01", "remove"))
    assert Holiday.objects.filter(day="2026-10-01").exists()


def test_others_have_no_way_in(client):
    client.force_login(make_user("rules_publisher", WHOLE_REGION))
    assert client.get(url("changelist")).status_code in (302, 403)


def test_a_day_is_entered_changed_and_removed(client, keeper):
    client.post(url("add"), {"day": "2027-01-11", "kind": "off", "name": "元旦", "source": "通知"})
    assert not calendar.load().is_working(MONDAY)
    client.post(url("change", "2027-01-11"), {"kind": "off", "name": "补休", "source": "通知"})
    assert Holiday.objects.get(day=MONDAY).name == "补休"
    client.post(url("act", "2027-01-11", "remove"))
    assert calendar.load().is_working(MONDAY)
    verbs = AuditEntry.objects.filter(actor=keeper, subject_type="programmes.holiday").order_by("pk")
    assert [entry.verb for entry in verbs] == ["holiday.entered", "holiday.entered", "holiday.removed"]


def test_a_working_weekday_is_refused_with_a_sentence(client, keeper):
    answer = client.post(url("add"), {"day": "2027-01-11", "kind": "work", "name": "调休", "source": "通知"})
    assert "周六或周日" in answer.content.decode()
    assert not Holiday.objects.exists()


def test_a_years_notice_comes_in_whole_and_again_changes_nothing(client, keeper):
    notice = "日期,类型,事由,来源\n2027-01-11,休,元旦,通知\n2027-01-09,班,调休上班,通知\n"
    assert sent(client, notice).status_code == 302
    loaded = calendar.load()
    assert (loaded.is_working(SATURDAY), loaded.is_working(MONDAY), loaded.known(2027)) == (True, False, True)
    assert sent(client, notice).status_code == 302
    assert Holiday.objects.count() == 2
    assert AuditEntry.objects.filter(verb="holiday.entered").count() == 2


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("2027-13-01,休,元旦,通知", "2026-10-01"),
        ("2027-01-12,假,元旦,通知", "休 或 班"),
        ("2027-01-12,班,元旦,通知", "周六或周日"),
        ("2027-01-12,休,,通知", "事由"),
        ("2027-01-11,休,元旦,通知", "重复"),
    ],
)
def test_one_bad_row_keeps_the_whole_file_out(client, keeper, row, word):
    answer = sent(client, f"日期,类型,事由,来源\n2027-01-11,休,元旦,通知\n{row}\n")
    page = answer.content.decode()
    assert "第3行" in page
    assert word in page
    assert not Holiday.objects.exists()


@pytest.mark.parametrize("text", ["", "日期,类型\n2027-01-11,休\n", "日期,类型,事由,来源\n"])
def test_a_file_without_days_or_columns_is_refused(client, keeper, text):
    assert sent(client, text).status_code == 200
    assert not Holiday.objects.exists()


def test_what_goes_out_comes_back_in(client, keeper):
    make.shipped_law()
    client.force_login(keeper)
    book = client.post(url("export")).content
    assert len(list(read_rows(BytesIO(book)))) == Holiday.objects.count() + 1
    assert holidays.bring_in(actor=keeper, sheet=BytesIO(book)) == {
        "new": 0,
        "changed": 0,
        "unchanged": Holiday.objects.count(),
    }
    assert AuditEntry.objects.filter(verb="holiday.exported", actor=keeper).exists()
    assert client.get(url("export")).status_code == 405
