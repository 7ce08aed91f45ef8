"""Beds and desks: the list with the next fourteen days, one with its bookings, giving one back."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core import clock
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from jobs.forms.bookings import BookingForm, PlaceForm
from jobs.models import Booking, BookingPlace
from jobs.policies import orders as policies
from jobs.queries import terms
from jobs.services import bookings
from stations.models import posts_of
from stations.policies import holds

AHEAD = 14


def _may(request: HttpRequest, place: Any) -> bool:
    return holds(request.user, *policies.DESK, region_code=place.region_code, station_id=place.station_id)


@reads
def place_list(request: HttpRequest) -> HttpResponse:
    """Every bed and desk within the reader's posts, with the days of the next fortnight on which it is taken."""
    today = clock.today()
    days = [today + timedelta(days=number) for number in range(AHEAD)]
    coming = Booking.objects.filter(cancelled_at__isnull=True, until_on__gte=today, from_on__lte=days[-1]).order_by("from_on")
    places = BookingPlace.objects.visible_to(request.user).prefetch_related(Prefetch("bookings", coming, to_attr="coming"))
    page = keyset(places, request, order=("kind", "name", "pk"))
    for place in page:
        place.taken = sum(any(each.from_on <= day <= each.until_on for each in place.coming) for day in days)
        place.free = AHEAD - place.taken
        place.now = next((each for each in place.coming if each.from_on <= today), None)
    context = {"page": page, "may_log": policies.can_order(request.user), "ahead": AHEAD}
    return render(request, "jobs/place_list.html", context)


@writes
def place_log(request: HttpRequest) -> HttpResponse:
    """A bed or desk of the reader's own place."""
    if not policies.can_order(request.user):
        raise PermissionDenied
    post = next(post for post in posts_of(request.user) if post.role in policies.DESK)
    form = PlaceForm(request.POST or None, cancel_url=reverse("jobs:place_list"))
    if request.method == "POST" and form.is_valid():
        given = {"region_code": post.region_id or "", "station_id": post.station_id}
        try:
            made = bookings.log_place(actor=request.user, **given, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(made.get_absolute_url())
    return render(request, "jobs/place_log.html", {"form": form})


@writes
def place_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One bed or desk: who has it when, and the form that books it."""
    place = get_object_or_404(BookingPlace.objects.visible_to(request.user).select_related("region", "station"), pk=pk)
    may = _may(request, place)
    form = BookingForm(request.POST or None, initial={"from_on": clock.today()}, cancel_url=reverse("jobs:place_list"))
    if request.method == "POST" and may and form.is_valid():
        try:
            made = bookings.book(place_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Booked; %(days)s days are free.") % {"days": made.free_days})
            return redirect(place.get_absolute_url())
    rows = place.bookings.filter(cancelled_at__isnull=True).select_related("resident", "booked_by").order_by("-from_on")[:50]
    most = terms.station(place.region_code, clock.today()).integer("hostel_free_days")
    context = {"place": place, "form": form, "may": may, "rows": rows, "today": clock.today(), "most": most}
    return render(request, "jobs/place_show.html", context)


@writes
def booking_give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The booking is given back."""
    mine = BookingPlace.objects.visible_to(request.user)
    booking = get_object_or_404(Booking.objects.filter(place__in=mine).select_related("place"), pk=pk)
    if request.method == "POST":
        try:
            bookings.give_back(booking_id=pk, actor=request.user)
            messages.success(request, _("Recorded."))
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect(booking.place.get_absolute_url())
