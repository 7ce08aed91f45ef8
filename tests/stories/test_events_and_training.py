"""A fair in the mall: planned, signed up for on a telephone, full, checked in, wanted; then a course, a certificate, a claim."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from core import clock
from jobs.models import Course, Event, OneTimeCode, Trainee, Visitor
from tests.factories.cases import make_resident
from tests.factories.jobs import make_vacancy
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.django_db


def press(client, address, said, /, **data):
    answer = client.post(address, data, follow=True)
    text = answer.content.decode()
    assert said in text, re.sub(r"<[^>]+>|\s+", " ", text)
    return text


@pytest.fixture
def desk(client, officers):
    client.force_login(officers.station)
    return client


def test_a_fair_from_the_plan_to_its_result(desk, officers, friday):
    visitor, late = Client(), Client()
    vacancy = make_vacancy(officers.desk, title="手工制鞋工")
    resident = make_resident(officers.desk, name="苏日娜", mobile="13947501111")
    press(
        desk, "/events/new/", "活动已登记", station=officers.desk.pk, kind="job_fair", title="万达广场招聘会", on="2026-11-21",
        begins="09:00", ends="12:00", region="150502", address="一层中庭", capacity="1", token="0" * 32,
    )  # fmt: skip
    event = Event.objects.get()
    press(desk, f"/events/{event.pk}/stands/", "已添加单位展位", credit_code=vacancy.credit_code)
    assert visitor.get(f"/public/events/{event.token}/").status_code == 404
    press(desk, f"/events/{event.pk}/publish/", "活动已发布")
    assert "万达广场招聘会" in visitor.get("/public/events/").content.decode()
    page = f"/public/events/{event.token}/"
    told = {"name": "苏日娜", "mobile": "139 4750 1111", "agreed": "on"}
    text = press(visitor, page, "报名成功", **told)
    code = Visitor.objects.get().code
    assert code in text
    assert "13947501111" not in text
    press(late, page, "候补名单", name="巴图", mobile="13947502222", agreed="on")
    press(late, page, "该手机号码已报名", **told)
    press(late, f"{page}here/", "签到自活动开始前半小时起", told="13947501111")
    for telephone in (visitor, late):
        telephone.get(f"{page}here/")
    with clock.at("2026-11-21T09:30"):
        desk.logout()
        desk.force_login(officers.station)
        text = press(visitor, f"{page}here/", "签到成功", told=code)
        offer = re.search(r'name="offer" value="(\d+)"', text)[1]
        press(visitor, f"/public/visits/{Visitor.objects.get(code=code).token}/", "✓ 手工制鞋工", offer=offer)
        press(late, f"{page}here/", "尚未报名", told="13947503333")
        press(late, f"{page}here/", "签到成功", name="娜仁", mobile="13947503333", agreed="on")
        press(desk, f"/events/{event.pk}/desk/", "签到成功：巴图", told="13947502222")
        press(late, f"{page}find/", "六位验证码正在发送", told="13947501111")
        digits = str(OneTimeCode.objects.get().code)
        press(late, f"{page}find/", "个人档案", mobile="13947501111", code=digits, link="on")
        assert Visitor.objects.get(code=code).resident == resident
        text = desk.get(f"/events/{event.pk}/result/").content.decode()
        assert re.search(r"<strong>3</strong>.*<strong>1</strong>", text, re.DOTALL)
        figures = desk.get("/events/figures/?first=2026-11&last=2026-11").content.decode()
        assert "招聘会" in figures
        assert desk.post(f"/events/{event.pk}/result/export/").content.startswith(b"PK")
        assert desk.post(f"/events/{event.pk}/visitors/export/").content.startswith(b"PK")
        assert desk.post("/events/export/").content.startswith(b"PK")


def test_a_course_from_the_post_to_the_claim(desk, officers, friday):
    shipped_law()
    trainee = Client()
    vacancy = make_vacancy(officers.desk)
    resident = make_resident(officers.desk, name="苏日娜", mobile="13947501111")
    press(
        desk, "/courses/new/", "培训班已开设", station=officers.desk.pk, title="手工制鞋初级班", occupation="制鞋工",
        vacancy=vacancy.number, provider="通辽职业学院", hours="80", from_on="2026-11-20", until_on="2026-12-10", places="20",
        token="0" * 32,
    )  # fmt: skip
    course = Course.objects.get()
    assert "苏日娜" in desk.get(f"/courses/{course.pk}/join/?q=苏日娜").content.decode()
    press(desk, f"/courses/{course.pk}/join/", "已添加 1 名学员", resident=resident.pk)
    here = re.search(r"/public/courses/[0-9a-f]+/[0-9a-f]+/", desk.get(f"/courses/{course.pk}/code/").content.decode())[0]
    press(trainee, here, "今日签到成功", mobile="13947501111")
    with clock.at(friday + timedelta(days=1)):
        assert "不是今日的" in trainee.get(here).content.decode()
    press(desk, f"/courses/{course.pk}/sheet/?on=2026-11-20", "出勤 1 人", trainee=Trainee.objects.get().pk)
    with clock.at("2026-12-11T09:00"):
        desk.logout()
        desk.force_login(officers.station)
        press(desk, f"/courses/{course.pk}/close/", "已结课")
        press(
            desk, f"/trainees/{Trainee.objects.get().pk}/assess/", "考核结果已保存", result="passed", assessed_on="2026-12-10",
            certificate_no="S000015010001", certificate_level="5", certificate_on="2026-12-11",
        )  # fmt: skip
        text = desk.get(f"/residents/{resident.pk}/training/").content.decode()
        address = re.search(r"/residents/\d+/claim/\?scheme=skills_subsidy", text)[0]
        form = desk.get(address)
        text = form.content.decode()
        assert 'value="S000015010001"' in text
        assert 'value="2026-12-11"' in text
        assert course.number in text
        Course.objects.update(subsidised=True, subsidy_basis="内人社发〔2025〕1号")
        text = desk.get(form.request["PATH_INFO"] + "?scheme=skills_subsidy").content.decode()
        assert "同一证书不再享受技能提升补贴" in text
        assert "同一证书不再享受技能提升补贴" in desk.get(f"/residents/{resident.pk}/training/").content.decode()
        assert desk.post(f"/courses/{course.pk}/export/").content.startswith(b"PK")
        assert desk.post("/courses/export/").content.startswith(b"PK")
