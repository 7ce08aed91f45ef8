"""Posts are given by one person to another and only ever ended (E-7: two persons for rights).

Where a region has one administrator only, her own posts come from the administrator of the region above; the first
administrator of all is appointed by the command `appoint_administrator`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, clock
from core.policies import Refused, require
from stations.models import Post, Region, Station, User
from stations.policies import can_administer_region, can_administer_station, can_administer_user
from stations.services.staff import NEXT_DOOR, ONESELF
from stations.states import GROUP_OF, Role

SEATS = (1, 2, 3, 4)

EXCLUDED = gettext_lazy("Business, finance, data and audit posts exclude each other on one person.")
SEAT_TAKEN = gettext_lazy("This seat is taken at that time. A station seats one to four people.")
#: What the database says, in words: the constraint, the sentence, the field.
SENTENCES = {
    "post_groups_exclude": (EXCLUDED, "role"),
    "post_seat_taken_once": (SEAT_TAKEN, "seat"),
    "post_held_once": (gettext_lazy("This person holds this post there already."), "role"),
    "post_not_given_to_oneself": (ONESELF, "user"),
    "post_ends_after_start": (gettext_lazy("A post does not end before it starts."), "ends_on"),
}


@transaction.atomic
def assign(
    *,
    actor: User,
    user_id: int,
    role: str,
    region_code: str | None = None,
    station_id: int | None = None,
    seat: int | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Post:
    """`user_id` holds the post from `starts_on` (today) on; at a station on the seat asked for or the first free one."""
    user: User = User.objects.locked(pk=user_id)
    starts_on = starts_on or clock.today()
    require(user.pk != actor.pk, ONESELF)
    require(can_administer_user(actor, user), NEXT_DOOR)
    if not user.is_active:
        raise Refused(_("This account is closed. Open it again first."), field="user", code="account_closed")
    if starts_on < clock.today():
        raise Refused(_("A post begins today or later."), field="starts_on", code="starts_in_the_past")
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("A post does not end before it starts."), field="ends_on", code="ends_before_start")
    _refuse_other_group(user, role, starts_on, ends_on)
    place = _place(actor, role, region_code, station_id)
    if isinstance(place, Station):
        seat = seat or _free_seat(place, starts_on, ends_on)
    elif seat is not None:
        raise Refused(_("Only posts at a station have a seat."), field="seat", code="seat_without_station")
    with _worded():
        post = Post.objects.create(
            user=user,
            role=role,
            station=place if isinstance(place, Station) else None,
            region=place if isinstance(place, Region) else None,
            seat=seat,
            starts_on=starts_on,
            ends_on=ends_on,
            granted_by=actor,
        )
    audit.record(actor, "post.assigned", post, region=_code(place), station_id=post.station_id, role=role, user=user.pk)
    return post


@transaction.atomic
def end(*, actor: User, post_id: int, ends_on: date | None = None) -> Post:
    """The post runs through `ends_on`, today unless said; yesterday takes the right away at once."""
    post: Post = Post.objects.select_related("station", "region", "user").locked(pk=post_id)
    place = post.station or post.region
    require(post.user_id != actor.pk, ONESELF)
    require(can_administer_region(actor, _code(place)), NEXT_DOOR)
    today = clock.today()
    if post.ends_on is not None and post.ends_on < today:
        raise Refused(_("This post has ended already."), code="post_ended")
    ends_on = ends_on or max(today, post.starts_on)
    if ends_on < today - timedelta(days=1):
        raise Refused(_("A post ends yesterday at the earliest: what was done until then was done in it."), field="ends_on")
    before = post.ends_on
    post.ends_on, post.ended_by = ends_on, actor
    with _worded():
        post.save(update_fields=["ends_on", "ended_by"])
    audit.record(
        actor,
        "post.ended",
        post,
        region=_code(place),
        station_id=post.station_id,
        user=post.user_id,
        ends_on=str(ends_on),
        before=str(before or ""),
    )
    return post


def _place(actor: User, role: str, region_code: str | None, station_id: int | None) -> Station | Region:
    if role == Role.STATION:
        if station_id is None or region_code:
            raise Refused(
                _("Station staff belong to a station: choose one, and no region."), field="station", code="station_missing"
            )
        station: Station = Station.objects.locked(pk=station_id)
        require(can_administer_station(actor, station), NEXT_DOOR)
        if station.state == Station.State.CLOSED:
            raise Refused(_("This station is closed."), field="station", code="station_closed")
        return station
    if region_code is None or station_id:
        raise Refused(_("This post reaches over a region: choose one, and no station."), field="region", code="region_missing")
    require(can_administer_region(actor, region_code), NEXT_DOOR)
    return Region.objects.get(pk=region_code)


def _refuse_other_group(user: User, role: str, starts_on: date, ends_on: date | None) -> None:
    others = user.posts.exclude(group=GROUP_OF[Role(role)]).exclude(ends_on__lt=starts_on)
    if ends_on is not None:
        others = others.exclude(starts_on__gt=ends_on)
    held = others.select_related("station", "region").first()
    if held is not None:
        raise Refused(
            _("%(name)s holds the post “%(post)s” at that time. %(rule)s End that post first.")
            % {"name": user.name, "post": held, "rule": EXCLUDED},
            field="role",
            code="groups_exclude",
        )


def _free_seat(station: Station, starts_on: date, ends_on: date | None) -> int:
    taken = Post.objects.filter(station=station).exclude(ends_on__lt=starts_on)
    if ends_on is not None:
        taken = taken.exclude(starts_on__gt=ends_on)
    seats = set(taken.values_list("seat", flat=True))
    for seat in SEATS:
        if seat not in seats:
            return seat
    raise Refused(_("All four seats of this station are taken at that time. End a post there first."), field="station")


def _code(place: Station | Region | None) -> str:
    if isinstance(place, Station):
        return str(place.region_code)
    return str(place.pk) if place else ""


@contextmanager
def _worded() -> Iterator[None]:
    """What the database refuses comes out as a sentence; colleagues may have been quicker than our own look."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        if name not in SENTENCES:
            raise
        sentence, field = SENTENCES[name]
        raise Refused(sentence, field=field, code=name) from error
