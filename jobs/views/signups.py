"""Signing up for work: the public page of a station, its poster, and the desk that comes to it."""

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from jobs.forms.wishes import SignUpDropForm, SignUpFilterForm, SignUpForm, SignUpTakeForm
from jobs.models import SignUp
from jobs.policies import wishes as policies
from jobs.services import signups
from jobs.states.wishes import SignUpState
from stations.models import Station
from stations.views.devices import address_of


@login_not_required
@never_cache
@writes
def signup_send(request: HttpRequest, code: str) -> HttpResponse:
    """Public: sign up for work at a station, with a name, a mobile and consent."""
    station = get_object_or_404(Station.objects.open(), code=code)
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not form.by_machine:
                signups.receive(station_code=code, address=address_of(request), **form.told())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("You are signed up. The station will call you; bring your ID card when you come."))
            return redirect("jobs:signup_send", code=code)
    context = {"form": form, "station": station, "days": signups.kept_days(station.region_code)}
    response = render(request, "jobs/signup_send.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@reads
def signup_poster(request: HttpRequest, code: str) -> HttpResponse:
    """The code of a station's sign-up page, to be printed and put up."""
    station = get_object_or_404(Station.objects.open(), code=code)
    address = settings.PORTAL_PUBLIC_URL.rstrip("/") + reverse("jobs:signup_send", args=[code])
    picture = segno.make(address, error="m").svg_data_uri(scale=8, border=2)
    return render(request, "jobs/signup_poster.html", {"station": station, "address": address, "picture": picture})


@never_cache
@reads
def signup_list(request: HttpRequest) -> HttpResponse:
    """The sign-ups of the reader's desks, the oldest first."""
    filters = SignUpFilterForm(request.GET)
    chosen = filters.chosen or {"state": SignUpState.OPEN}
    rows = SignUp.objects.visible_to(request.user).filter(**chosen).select_related("station", "group", "wish__resident")
    page = keyset(rows, request, order=("received_at", "pk"))
    return render(request, "jobs/signup_list.html", {"filters": filters, "page": page})


@never_cache
@writes
def signup_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Come to a sign-up: the person is logged with a wish."""
    sign_up = _signup(request, pk)
    may_take = sign_up.state == SignUpState.OPEN and policies.can_take(request.user, sign_up)
    form = None
    if may_take:
        group = f"{sign_up.group_id} {sign_up.group}" if sign_up.group else ""
        form = SignUpTakeForm(
            request.POST or None, initial={"name": sign_up.name, "occupation_1": group}, cancel_url=reverse("jobs:signup_list")
        )
        if request.method == "POST" and form.is_valid():
            told = {"name": form.cleaned_data["name"], "id_number": form.cleaned_data["id_number"], "occupations": form.codes}
            try:
                wish = signups.take(sign_up_id=pk, actor=request.user, **told)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("The person has a wish now. Ask for pay, hours and distance."))
                return redirect("jobs:wish_edit", pk=wish.resident_id)
    context = {"sign_up": sign_up, "form": form, "may_take": may_take, "occupations": ()}
    return render(request, "jobs/signup_show.html", context)


@writes
def signup_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a sign-up aside, with the reason."""
    sign_up = _signup(request, pk)
    if sign_up.state != SignUpState.OPEN:
        return redirect(sign_up)
    form = SignUpDropForm(request.POST or None, cancel_url=sign_up.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        try:
            signups.drop(sign_up_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The sign-up is put aside; name and number are struck out."))
            return redirect("jobs:signup_list")
    return render(request, "jobs/signup_drop.html", {"sign_up": sign_up, "form": form})


def _signup(request: HttpRequest, pk: int) -> SignUp:
    rows = SignUp.objects.visible_to(request.user).select_related("station", "group", "wish__resident", "decided_by")
    sign_up: SignUp = get_object_or_404(rows, pk=pk)
    return sign_up
