"""Beds and desks: logged, booked by the day, given back. The days that a person sleeps free count over all bookings."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from cases.models import Resident
from cases.queries.residents import id_hash
from core import audit, clock
from core.identifiers import BadIdNumber, read_id
from core.policies import Refused, require
from jobs.formulas import free_days
from jobs.models import Booking, BookingPlace
from jobs.policies import orders as policies
from jobs.queries import terms
from jobs.states.bookings import PlaceKind
from stations.models import Region, Station, User
from stations.policies import holds

NOT_HERE = _("Beds and desks of this place are kept by another desk.")
LONGEST_DAYS = 90


@transaction.atomic
def log_place(
    *, actor: User, kind: str, name: str, region_code: str, address: str = "", station_id: int | None = None
) -> BookingPlace:
    """The bed or desk can be booked from now on."""
    station = Station.objects.filter(pk=station_id).first() if station_id else None
    region = Region.objects.filter(pk=(station.region_code if station else region_code)[:6], level=Region.Level.BANNER).first()
    if region is None:
        raise Refused(_("Choose a banner, county or district."), field="name")
    place = station.region_code if station else region.code
    require(holds(actor, *policies.DESK, region_code=place, station_id=station_id), NOT_HERE)
    try:
        with transaction.atomic():
            made = BookingPlace.objects.create(
                kind=PlaceKind(kind), name=name.strip(), address=address.strip(), region=region,
                region_code=place, station=station, created_by=actor, created_at=clock.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(_("There is a bed or desk of this name already."), field="name") from error
    audit.record(actor, "place.logged", made, kind=str(made.kind))
    return made


@transaction.atomic
def book(*, place_id: int, actor: User, id_number: str, from_on: date, until_on: date) -> Booking:
    """The person has the bed or desk on those days. Raises Refused by field; Postgres refuses two on one day."""
    place: BookingPlace = BookingPlace.objects.visible_to(actor).locked(pk=place_id)
    require(_may(actor, place), NOT_HERE)
    if from_on < clock.today():
        raise Refused(_("The day is today or later."), field="from_on")
    days = free_days.days_of(from_on, until_on)
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(_("The last day is not before the first, and at most ninety days later."), field="until_on")
    person = _person(actor, id_number)
    used = Booking.objects.filter(resident=person, place__kind=PlaceKind.HOSTEL, cancelled_at__isnull=True)
    spent = used.aggregate(total=Sum("free_days"))["total"] or 0
    most = terms.station(place.region_code, clock.today()).integer("hostel_free_days")
    try:
        with transaction.atomic():
            made = Booking.objects.create(
                place=place, resident=person, from_on=from_on, until_on=until_on,
                free_days=free_days.free_of(place.kind, days, spent, most), booked_by=actor, booked_at=clock.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(_("It is taken on one of these days. Choose others."), field="from_on") from error
    audit.record(actor, "place.booked", place, booking=made.pk, days=days, free_days=made.free_days)
    return made


@transaction.atomic
def give_back(*, booking_id: int, actor: User) -> Booking:
    """The booking is given back before it began; its free days can be used again."""
    seen = Booking.objects.get(pk=booking_id, place__in=BookingPlace.objects.visible_to(actor))
    place: BookingPlace = BookingPlace.objects.locked(pk=seen.place_id)
    require(_may(actor, place), NOT_HERE)
    booking = Booking.objects.get(pk=booking_id)
    if booking.cancelled_at is not None or booking.from_on < clock.today():
        raise Refused(_("Only a booking that has not begun can be given back."))
    booking.cancelled_at = clock.now()
    booking.save(update_fields=["cancelled_at"])
    audit.record(actor, "place.given_back", place, booking=booking.pk)
    return booking


def _may(actor: User, place: BookingPlace) -> bool:
    return holds(actor, *policies.DESK, region_code=place.region_code, station_id=place.station_id)


def _person(actor: User, id_number: str) -> Resident:
    """The resident of that number within the actor's posts, held until the free days are counted."""
    try:
        number = read_id(id_number, on=clock.today()).text
    except BadIdNumber:
        raise Refused(_("This is no ID number. Compare it with the card."), field="id_number") from None
    try:
        person: Resident = Resident.objects.visible_to(actor).locked(id_hash=id_hash(number))
    except Resident.DoesNotExist:
        raise Refused(_("No resident of your desk has this number: log the person first."), field="id_number") from None
    return person
