"""A station's year told without a report: a fair, a training, a day of laces, read at the station, the bureau and above."""

import re
from io import BytesIO

import pytest
from django.test import Client

from core import clock
from core.sheets import read_rows
from jobs.models import Course, Event, Visitor
from tests.factories.cases import make_resident
from tests.factories.jobs import make_vacancy
from tests.factories.jobs_piece import entered, make_order, make_workers, settled
from tests.factories.stations import WHOLE_REGION, make_user

pytestmark = pytest.mark.django_db
FIGURES = "/figures/stations/"


def cells(html: str) -> dict[str, str]:
    """The number of the year behind each figure of the whole."""
    table = html[html.index("<table") : html.index("</table>")]
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL):
        texts = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        if len(texts) > 2:
            found[texts[0].removesuffix(" 不重复计")] = f"{texts[2]} {texts[1]}"
    return found


@pytest.fixture
def year(client, officers, friday):
    vacancy, resident = make_vacancy(officers.desk), make_resident(officers.desk, mobile="13947501111")
    client.force_login(officers.station)
    values = {"station": officers.desk.pk, "kind": "job_fair", "title": "万达广场招聘会", "on": "2026-11-21", "begins": "09:00"}
    rest = {"ends": "12:00", "region": "150502", "address": "一层中庭", "batch": "1", "token": "0" * 32}
    client.post("/events/new/", {**values, **rest})
    event = Event.objects.get()
    client.post(f"/events/{event.pk}/stands/", {"credit_code": vacancy.credit_code})
    client.post(f"/events/{event.pk}/publish/")
    client.post(
        "/courses/new/",
        {
            "station": officers.desk.pk, "title": "手工制鞋初级班", "occupation": "制鞋工", "provider": "通辽职业学院",
            "hours": "80", "from_on": "2026-11-20", "until_on": "2026-12-10", "places": "20", "token": "0" * 32,
        },
    )  # fmt: skip
    client.post(f"/courses/{Course.objects.get().pk}/join/", {"resident": resident.pk})
    with clock.at("2026-11-20T18:00"):
        order = make_order(officers)
        entered(order, officers.station, dict.fromkeys(make_workers(order, officers.station, 2), 80))
        settled(order, officers.station)
    with clock.at("2026-11-21T09:30"):
        telephone, door = Client(), f"/public/events/{event.token}/here/"
        telephone.get(door)
        come = telephone.post(door, {"name": "苏日娜", "mobile": "13947503333", "agreed": "on"}, follow=True)
        offer = re.search(r'name="offer" value="(\d+)"', come.content.decode())[1]
        Client().post(f"/public/visits/{Visitor.objects.get().token}/", {"offer": offer})
    with clock.at("2026-11-21T13:00"):
        client.logout()
        yield


def test_the_year_is_told_from_the_work(client, officers, year):
    client.force_login(officers.station)
    own = cells(client.get(f"/stations/{officers.desk.code}/month/?year=2026").content.decode())
    told = {
        "运行中的服务站": "1 个", "举办招聘会": "1 场", "活动批次": "1 批", "活动到场": "1 人次", "活动到场人数": "1 人",
        "活动中达成求职意向": "1 人次", "举办培训班": "1 期", "参加培训": "1 人次", "计件零工人数": "2 人",
        "计件报酬发放": "80.00 元",
    }  # fmt: skip
    assert {name: own[name] for name in told} == told
    client.force_login(officers.first_check)
    assert cells(client.get(f"{FIGURES}?year=2026").content.decode())["举办招聘会"] == "1 场"
    book = client.post(f"{FIGURES}export/?year=2026").content
    assert ["活动中达成求职意向", "人次", 1] in [row[2:5] for _number, row in read_rows(BytesIO(book))]
    client.force_login(make_user("reader", WHOLE_REGION))
    sums = cells(client.get(f"{FIGURES}?year=2026").content.decode())
    assert (sums["举办招聘会"], sums["举办培训班"]) == ("1 场", "1 期")
    assert {sums[name].split()[0] for name in ("活动到场", "参加培训", "计件零工人数", "计件报酬发放")} == {"人数过少，不予显示"}
