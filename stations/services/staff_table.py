"""Staff by spreadsheet: one row a person and post. Nobody gets a password by it; that is handed over one by one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core import clock
from core.policies import Refused
from stations.models import Region, Station, User
from stations.services import posts, signin, staff
from stations.services.tables import AMENDED, CREATED, UNCHANGED, Column, choice_of
from stations.states import ROLES, Role

COLUMNS = (
    Column("username", "用户名", ("username",), required=True, example="wuyun"),
    Column("name", "姓名", ("name",), required=True, example="乌云"),
    Column("phone", "电话", ("phone",), example="0475-8230001"),
    Column("bureau", "单位地区代码", ("bureau",), required=True, example="150502"),
    Column("role", "岗位", ("role", "post"), example="服务站人员"),
    Column("place", "岗位所在", ("place",), example="ST150502-01"),
    Column("starts_on", "岗位自", ("from",), example=""),
)


def take(
    *, actor: User, username: str, name: str, bureau: str, phone: str = "", role: str = "", place: str = "", starts_on: str = ""
) -> str:
    """One row: a new person, or a known one amended, and a post where one is named."""
    username = staff.clean_username(username)
    if not Region.objects.filter(pk=bureau).exists():
        raise Refused(_("There is no region with the code %(code)s.") % {"code": bureau})
    if not name:
        raise Refused(_("The name is missing."))
    known = signin.known_name(username)
    status = UNCHANGED
    if known is None:
        known = staff.create(actor=actor, username=username, name=name, phone=phone, region_code=bureau, with_password=False).user
        status = CREATED
    elif (known.name, known.phone, known.region_id) != (name, phone or known.phone, bureau):
        staff.amend(actor=actor, user_id=known.pk, name=name, phone=phone or known.phone, region_code=bureau)
        status = AMENDED
    if role and _give(actor, known, choice_of(role, ROLES, "岗位"), place, starts_on):
        status = CREATED if status == CREATED else AMENDED
    return status


def _give(actor: User, user: User, role: str, place: str, starts_on: str) -> bool:
    """The post, unless the person holds it already."""
    begins = _day(starts_on)
    held = user.posts.held_on(max(begins, clock.today())).filter(role=role)
    if role == Role.STATION:
        station = Station.objects.filter(code__iexact=place).first()
        if station is None:
            raise Refused(_("There is no station with the code %(code)s.") % {"code": place or "—"})
        if held.filter(station=station).exists():
            return False
        posts.assign(actor=actor, user_id=user.pk, role=role, station_id=station.pk, starts_on=begins)
        return True
    if not Region.objects.filter(pk=place).exists():
        raise Refused(_("There is no region with the code %(code)s.") % {"code": place or "—"})
    if held.filter(region=place).exists():
        return False
    posts.assign(actor=actor, user_id=user.pk, role=role, region_code=place, starts_on=begins)
    return True


def rows(listed: Iterable[User]) -> Iterable[list[Any]]:
    """The rows of an export: one a person and post of today, in the order of COLUMNS."""
    today = clock.today()
    for user in listed:
        held = [post for post in user.posts.all() if post.starts_on <= today and (post.ends_on is None or post.ends_on >= today)]
        own = [user.username, user.name, user.phone, user.region_id or ""]
        for post in held:
            place = post.station.code if post.station else post.region_id
            yield [*own, str(post.get_role_display()), place, post.starts_on.isoformat()]
        if not held:
            yield [*own, "", "", ""]


def _day(text: str) -> date:
    if not text:
        return clock.today()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(_("“%(text)s” is no day such as 2026-04-09.") % {"text": text}) from None
    return day
