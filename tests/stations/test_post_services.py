"""Giving and ending posts, opening accounts: who may, and what comes out as a sentence."""

import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from stations.models import Post, User
from stations.policies import holds
from stations.services import posts, staff, stations
from tests.factories.stations import BANNER, make_post, make_station, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(officers):
    return officers.security_admin


def give(admin, user, role="acceptance", **where):
    return posts.assign(actor=admin, user_id=user.pk, role=role, **(where or {"region_code": BANNER}))


def test_a_post_gives_the_right_from_its_first_day_through_its_last(admin, friday):
    user = make_user()
    day = clock.today()
    give(admin, user, region_code=BANNER, starts_on=day + timedelta(days=3), ends_on=day + timedelta(days=5))
    held = []
    for ahead in range(2, 7):
        with clock.at(friday + timedelta(days=ahead)):
            held.append(holds(user, "acceptance", region_code=BANNER))
    assert held == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("role", "where", "field"),
    [
        ("station", {}, "station"),
        ("station", {"region_code": BANNER}, "station"),
        ("acceptance", {"station_id": 0}, "region"),
        ("acceptance", {"region_code": BANNER, "seat": 2}, "seat"),
    ],
)
def test_a_post_in_the_wrong_place_names_the_field(admin, officers, role, where, field):
    if "station_id" in where:
        where = {"station_id": officers.desk.pk}
    with pytest.raises(Refused) as refused:
        posts.assign(actor=admin, user_id=make_user().pk, role=role, **where)
    assert refused.value.field == field


def test_the_fifth_person_finds_no_seat(admin):
    station = make_station()
    seats = [give(admin, make_user(), "station", station_id=station.pk).seat for _number in range(4)]
    assert seats == [1, 2, 3, 4]
    with pytest.raises(Refused) as refused:
        give(admin, make_user(), "station", station_id=station.pk)
    assert refused.value.field == "station"


def test_a_seat_asked_for_twice_is_refused_in_words(admin):
    station = make_station()
    give(admin, make_user(), "station", station_id=station.pk, seat=2)
    with pytest.raises(Refused) as refused:
        give(admin, make_user(), "station", station_id=station.pk, seat=2)
    assert (refused.value.field, refused.value.code) == ("seat", "post_seat_taken_once")


def test_the_same_post_twice_is_refused_in_words(admin):
    user = make_user()
    give(admin, user)
    with pytest.raises(Refused) as refused:
        give(admin, user)
    assert refused.value.code == "post_held_once"


@pytest.mark.parametrize("span", [{"starts_on": -1}, {"starts_on": 5, "ends_on": 4}])
def test_days_that_cannot_be_are_refused(admin, span):
    days = {name: clock.today() + timedelta(days=ahead) for name, ahead in span.items()}
    with pytest.raises(Refused):
        give(admin, make_user(), region_code=BANNER, **days)


def test_nobody_gives_a_post_to_herself_or_ends_her_own(admin):
    with pytest.raises(NotAllowed):
        give(admin, admin, "rules_publisher")
    with pytest.raises(NotAllowed):
        posts.end(actor=admin, post_id=admin.posts.get().pk)


def test_two_administrators_administer_each_other(admin, officers):
    other = officers.another("security_admin")
    posts.end(actor=other, post_id=admin.posts.get().pk, ends_on=clock.today() - timedelta(days=1))
    assert not holds(User.objects.get(pk=admin.pk), "security_admin")


@pytest.mark.parametrize("role", ["acceptance", "approver", "auditor", "rules_publisher", "audit_admin"])
def test_no_other_post_gives_posts(officers, role):
    with pytest.raises(NotAllowed):
        give(getattr(officers, role), make_user())


def test_an_administrator_gives_nothing_above_or_beside_the_own_region(admin):
    for code in ("150000", "150500", "150402", "150581"):
        with pytest.raises(NotAllowed):
            give(admin, make_user(), region_code=code)
    assert not Post.objects.filter(granted_by=admin).exists()


def test_a_closed_account_or_station_takes_no_post(admin, officers):
    closed = make_user(is_active=False)
    with pytest.raises(Refused):
        give(admin, closed)
    station = make_station(state="closed", closed_on=clock.today())
    with pytest.raises(Refused):
        give(admin, make_user(), "station", station_id=station.pk)


def test_a_post_ends_yesterday_at_the_earliest_and_once(admin):
    post = make_post(make_user(), "acceptance")
    with pytest.raises(Refused):
        posts.end(actor=admin, post_id=post.pk, ends_on=clock.today() - timedelta(days=2))
    posts.end(actor=admin, post_id=post.pk, ends_on=clock.today() - timedelta(days=1))
    with pytest.raises(Refused):
        posts.end(actor=admin, post_id=post.pk)


def test_closing_an_account_ends_posts_that_run_and_posts_to_come(admin):
    user = make_user("acceptance")
    make_post(user, "first_check", starts_on=clock.today() + timedelta(days=30))
    staff.close(actor=admin, user_id=user.pk)
    user.refresh_from_db()
    assert not user.is_active
    assert not user.posts.filter(ends_on__isnull=True).exists()


def test_an_opened_account_has_a_new_password_and_no_posts(admin):
    user = make_user("acceptance")
    staff.close(actor=admin, user_id=user.pk)
    issued = staff.reopen(actor=admin, user_id=user.pk)
    assert issued.user.check_password(issued.one_time_password)
    assert issued.user.must_change_password
    with clock.at(clock.now() + timedelta(days=1)):
        assert not holds(User.objects.get(pk=user.pk), "acceptance")


def test_a_station_without_address_or_hours_does_not_open(admin):
    station = make_station(state="planned", address="", hours="")
    with pytest.raises(Refused) as refused:
        stations.open_station(actor=admin, station_id=station.pk)
    assert refused.value.field == "address"


def test_the_first_administrator_comes_from_the_command_and_only_the_first():
    said = StringIO()
    call_command("appoint_administrator", "Bayar", "--name", "巴雅尔", stdout=said)
    name, password = said.getvalue().split()
    user = User.objects.get(username="bayar")
    assert name == "bayar"
    assert user.check_password(password)
    assert user.must_change_password
    assert holds(user, "security_admin", region_code=BANNER)
    assert AuditEntry.objects.filter(verb="post.assigned", actor__is_machine=True).exists()
    with pytest.raises(CommandError) as refused:
        call_command("appoint_administrator", "second", "--name", "第二", "--region", BANNER)
    assert refused.value.returncode == 1
    assert not User.objects.filter(username="second").exists()


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once_cannot_give_one_person_two_groups(officers):
    user = make_user()
    admins = [officers.security_admin, officers.another("security_admin")]
    gate = threading.Barrier(2)
    came: list[str] = []

    def give_one(actor, role):
        gate.wait()
        try:
            posts.assign(actor=actor, user_id=user.pk, role=role, region_code=BANNER)
            came.append("given")
        except Refused as refused:
            came.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=give_one, args=pair) for pair in zip(admins, ("acceptance", "finance_maker"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came) == ["given", "groups_exclude"]
    assert user.posts.count() == 1
