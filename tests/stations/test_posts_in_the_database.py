"""What Postgres holds about posts, walked round the model."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from core import clock
from stations.models import Post, User
from stations.services.machine import machine_user
from tests.factories.stations import BANNER, NEIGHBOUR, make_post, make_station, make_user

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


def bare_post(user, **fields) -> Post:
    values = {
        "role": "acceptance",
        "group": "business",
        "region_id": BANNER,
        "scope_prefix": BANNER,
        "starts_on": date(2026, 1, 1),
        "granted_by": machine_user(),
        **fields,
    }
    return Post(user=user, **values)


def test_nobody_gives_a_post_to_oneself():
    user = make_user()
    with refused("post_not_given_to_oneself"):
        Post.objects.bulk_create([bare_post(user, granted_by=user)])


def test_business_and_finance_exclude_each_other_on_one_person():
    user = make_user("acceptance")
    with refused("post_groups_exclude"):
        Post.objects.bulk_create([bare_post(user, role="finance_maker", group="finance")])


def test_one_group_after_the_other_is_allowed():
    user = make_user()
    make_post(user, "acceptance", ends_on=date(2026, 1, 31))
    Post.objects.bulk_create([bare_post(user, role="finance_maker", group="finance", starts_on=date(2026, 2, 1))])
    assert user.posts.count() == 2


def test_a_post_cannot_pretend_to_another_group():
    with refused("post_group_of_finance_maker"):
        Post.objects.bulk_create([bare_post(make_user("acceptance"), role="finance_maker", group="business")])


def test_a_seat_is_taken_once():
    station = make_station()
    make_user("station", station=station)
    post = bare_post(make_user(), role="station", region_id=None, station=station, seat=1, scope_prefix=station.region_id)
    with refused("post_seat_taken_once"):
        Post.objects.bulk_create([post])


def test_there_is_no_fifth_seat():
    station = make_station()
    for _number in range(4):
        make_user("station", station=station)
    post = bare_post(make_user(), role="station", region_id=None, station=station, seat=5, scope_prefix=station.region_id)
    with refused("post_region_or_station"):
        Post.objects.bulk_create([post])


def test_the_same_post_is_not_held_twice():
    user = make_user("acceptance")
    with refused("post_held_once"):
        Post.objects.bulk_create([bare_post(user)])


def test_a_station_post_does_not_reach_over_a_region():
    with refused("post_region_or_station"):
        Post.objects.bulk_create([bare_post(make_user(), role="station")])


def test_a_post_is_never_deleted():
    user = make_user("acceptance")
    with refused("post is ended, never deleted"), transaction.atomic():
        user.posts.all().delete()
    assert user.posts.count() == 1


@pytest.mark.parametrize(
    "change",
    [{"role": "approver"}, {"region_id": NEIGHBOUR}, {"scope_prefix": "15"}, {"starts_on": date(2019, 1, 1)}],
)
def test_only_the_end_of_a_post_can_change(change):
    user = make_user("acceptance")
    with refused("only the end of a post can change"), transaction.atomic():
        user.posts.update(**change)
    assert user.posts.update(ends_on=clock.today()) == 1


def test_a_post_does_not_end_before_it_starts():
    user = make_user("acceptance")
    with refused("post_ends_after_start"):
        user.posts.update(ends_on=date(2019, 12, 31) - timedelta(days=1))


def test_user_names_are_told_apart_without_regard_to_case():
    make_user(username="narisu")
    with refused("user_name_once"):
        User.objects.bulk_create([User(username="NARISU", name="娜日苏")])


def test_the_machine_can_never_sign_in():
    machine = machine_user()
    with refused("user_machine_never_signs_in"):
        User.objects.filter(pk=machine.pk).update(is_active=True)
