"""Section 1 of the station's day: a sign-up by telephone, a wish, what fits it, a referral, the job, and afterwards."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Hire, Resident
from core import clock
from jobs.models import FollowUp, Referral, SignUp, Wish
from tests.factories.jobs import make_vacancy
from tests.factories.jobs_wishes import publish_tables
from tests.factories.residents import id_number
from tests.factories.stations import Officers

pytestmark = pytest.mark.django_db


def test_from_a_sign_up_in_the_market_to_the_first_follow_up():
    publish_tables()
    officers = Officers("150502")
    vacancy = make_vacancy(officers.desk, headcount=1, hours="school")
    phone, desk = Client(), Client()
    desk.force_login(officers.station)

    phone.post(
        reverse("jobs:signup_send", args=[officers.desk.code]),
        {"name": "其其格", "mobile": "13800138000", "text": "做鞋", "consent": "on"},
    )
    sign_up = SignUp.objects.get()
    assert "做鞋" in desk.get(reverse("jobs:signup_list")).content.decode()
    taken = {"name": "其其格", "id_number": id_number(sex="female"), "occupation_1": "制鞋工"}
    desk.post(sign_up.get_absolute_url(), taken)
    resident = Resident.objects.get(name="其其格")
    answer = desk.post(
        reverse("jobs:wish_edit", args=[resident.pk]),
        {"occupation_1": "6050401 制鞋工", "least_pay": "2800", "pay_unit": "month", "hours": ["school"], "max_km": "10"},
        follow=True,
    )
    assert vacancy.title in answer.content.decode()
    wish, asked = Wish.objects.get(), f"?vacancy={vacancy.pk}"
    assert "90.00" in desk.get(reverse("jobs:wish_pair", args=[wish.pk]) + asked).content.decode()
    assert vacancy.title in desk.get(reverse("jobs:wish_print", args=[wish.pk])).content.decode()
    desk.post(reverse("jobs:vacancy_match", args=[vacancy.pk]))
    assert "其其格" in desk.get(reverse("jobs:vacancy_people", args=[vacancy.pk])).content.decode()

    desk.post(reverse("jobs:referral_make", args=[wish.pk]) + asked, {"note": ""})
    referral = Referral.objects.get()
    desk.post(reverse("jobs:referral_invite", args=[referral.pk]), {"interview_on": str(clock.today())})
    desk.post(reverse("jobs:referral_hire", args=[referral.pk]), {"hired_on": str(clock.today()), "contract": "fixed"})
    assert Hire.objects.get().source == Hire.Source.REFERRAL
    assert "其其格" not in desk.get(reverse("jobs:followup_list")).content.decode()

    FollowUp.objects.filter(number=1).update(due_on=clock.today())  # a week has gone by
    assert "其其格" in desk.get(reverse("jobs:followup_list")).content.decode()
    first = referral.follow_ups.first()
    desk.post(reverse("jobs:followup_record", args=[first.pk]), {"found": "trouble", "note": "工资晚发两天"})
    desk.post(reverse("jobs:referral_leave", args=[referral.pk]), {"left_on": str(clock.today()), "left_reason": "pay"})

    vacancy.refresh_from_db()
    assert (vacancy.filled, vacancy.state, Hire.objects.get().left_on is None) == (0, "published", False)
