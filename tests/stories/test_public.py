"""A resident without an account: what she can get, where to go, and later how far her claim is."""

import re

import pytest
from django.urls import reverse

from cases.states import ClaimState
from jobs.models import OneTimeCode
from tests.factories.cases import make_claim, make_resident
from tests.factories.jobs_public import place, station_at
from tests.factories.programmes import shipped_law
from tests.factories.stations import community

pytestmark = pytest.mark.django_db
SITUATION = {
    "contribution_months": "30",
    "separation": "dismissed",
    "sex": "female",
    "born_on": "1980-03-07",
    "spouse_drawing": "False",
}


def follow(client, html, words):
    """The page behind the link that carries these words."""
    address = next(link for link, text in re.findall(r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', html, re.S) if words in text)
    return client.get(address)


def test_from_the_question_to_the_station_and_the_state_of_the_claim(client):
    shipped_law()
    home = place(community(number=1), "0.5")
    desk = station_at(name="新兴社区就业服务站", phone="0475-8230001")

    front = client.get("/", follow=True).content.decode()  # whoever comes is asked to sign in, and need not
    front = follow(client, front, "无需登录").content.decode()
    groups = follow(client, front, "我能享受什么").content.decode()
    about = follow(client, groups, "我没有工作").content.decode()
    assert "失业保险金" in about
    page = reverse("jobs:check_answer", args=["out_of_work"]) + "?place=150502&about=unemployment_benefit"
    assert "终止就业原因" in client.get(page).content.decode()
    answer = client.post(page, SITUATION).content.decode()
    assert "可能符合" in answer
    assert "居民身份证" in answer
    assert desk.name in answer

    nearest = client.get(reverse("jobs:station_find"), {"near": home.pk}).content.decode()
    assert "距您0.5公里" in nearest
    assert "0475-8230001" in follow(client, nearest, desk.name).content.decode()

    resident = make_resident(desk, mobile="13847509876", community=home)
    claim = make_claim(resident, state=ClaimState.ACCEPTED)  # months of the desk's work later
    asked = follow(client, front, "查询办理进度")
    client.post(asked.request["PATH_INFO"], {"number": claim.number, "mobile": "138 4750 9876", "website": ""})
    code = OneTimeCode.objects.get().code
    shown = client.post(reverse("portal:claim_state_code"), {"code": str(code)}, follow=True).content.decode()
    assert claim.number in shown
    assert "初审" in shown
    assert resident.name not in shown
