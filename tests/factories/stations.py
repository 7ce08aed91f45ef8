"""Stations, staff and posts for tests. Every region of the land is there already: a migration loads it."""

import itertools
from datetime import date

from core import clock
from stations.models import Post, Region, Station, User
from stations.services.machine import machine_user
from stations.states import Role

BANNER = "150502"  # 科尔沁区 in league 150500
NEIGHBOUR = "150402"  # 红山区 in league 150400
WHOLE_REGION = "150000"
PASSWORD = "Portal-demo-2026"
LONG_AGO = date(2020, 1, 1)

_numbers = itertools.count(1)


def community(region_code: str = BANNER, number: int = 0) -> Region:
    """One of the communities of a region, always the same one for the same number."""
    prefix = Region.objects.get(pk=region_code).prefix
    return Region.objects.below(prefix).filter(level=Region.Level.COMMUNITY).order_by("code")[number]


def make_station(region_code: str = BANNER, **fields) -> Station:
    """An open station; `region_code` may name a community or anything above it."""
    number = next(_numbers)
    region = Region.objects.get(pk=region_code)
    if region.level != Region.Level.COMMUNITY:
        region = community(region_code)
    values = {
        "code": f"T{number:05d}",
        "name": f"测试服务站{number}",
        "host": Station.Host.PARTY_CENTRE,
        "state": Station.State.OPEN,
        "opened_on": LONG_AGO,
        "hours": "周一至周五 9:00—17:00",
        **fields,
    }
    return Station.objects.create(region=region, **values)


def make_user(
    role: str | None = None,
    region_code: str | None = None,
    station: Station | None = None,
    *,
    username: str | None = None,
    password: str = PASSWORD,
    **fields,
) -> User:
    """A member of staff who can sign in; with a role also its post, over the banner 150502 unless said otherwise."""
    username = username or f"staff{next(_numbers)}"
    home = station.region_id[:6] if station else region_code or BANNER
    values = {"name": f"王{username}", "region_id": home, **fields}
    user = User.objects.create_user(username, password, **values)
    if role:
        make_post(user, role, region_code, station)
    return user


def make_post(
    user: User,
    role: str,
    region_code: str | None = None,
    station: Station | None = None,
    *,
    seat: int | None = None,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
) -> Post:
    """A post that `user` has held for years, given by the machine; at a station it takes the first free seat."""
    if role == Role.STATION:
        station = station or make_station(region_code or BANNER)
        taken = set(Post.objects.held_on(clock.today()).filter(station=station).values_list("seat", flat=True))
        seat = seat or next(number for number in (1, 2, 3, 4) if number not in taken)
    else:
        station = None
    user._held_posts = None
    return Post.objects.create(
        user=user,
        role=role,
        station=station,
        region_id=None if station else region_code or BANNER,
        seat=seat,
        starts_on=starts_on,
        ends_on=ends_on,
        granted_by=machine_user(),
    )


class Officers:
    """The staff of one banner, one person a post: `officers.acceptance`, `officers.finance_maker` and so on.

    Each is made when first asked for. `officers.desk` is the station where `officers.station` sits;
    `officers.another(role)` is a second person in that post. Finance is for the whole region, as in the bureau.
    """

    def __init__(self, banner: str, mark: str = "") -> None:
        self.banner = banner
        self.mark = mark

    def __getattr__(self, name: str):
        if name == "desk":
            made = make_station(self.banner)
        elif name in Role.values:
            made = self.another(name, username=f"{name}{self.mark}")
        else:
            raise AttributeError(name)
        setattr(self, name, made)
        return made

    def another(self, role: str, **fields) -> User:
        """One more person in that post."""
        if role == Role.STATION:
            return make_user(role, station=self.desk, **fields)
        whole = role in {Role.FINANCE_MAKER, Role.FINANCE_CHECKER, Role.RULES_PUBLISHER}
        return make_user(role, WHOLE_REGION if whole else self.banner, **fields)
