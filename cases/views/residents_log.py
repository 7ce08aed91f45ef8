"""Logging a new resident at the desk, with a look at the number while the rest is typed."""

import base64
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cases.forms.residents import ResidentLogForm
from cases.models import Resident
from cases.policies.residents import can_log
from cases.queries import communities
from cases.queries.residents import owner_of
from cases.services import changes, residents
from core import clock, crypto
from core.http import reads, writes
from core.identifiers import BadIdNumber, read_id
from core.places import region_of
from core.policies import Refused
from stations.models import Region, Station

#: What the service calls otherwise than the form does.
FIELDS = {"number": "card"}
CARRIED = "desk_number"
#: In the address after a search that found nobody: without it the form begins empty, however old the search is.
FOUND_NONE = "searched"


def carry_number(request: HttpRequest, number: str) -> None:
    """Take a number from the search to the form; encrypted, since sessions lie in the database."""
    request.session[CARRIED] = base64.b64encode(crypto.encrypt(number)).decode()


def carried(request: HttpRequest) -> str:
    """The number that the search carried on; "" where there is none."""
    kept = request.session.get(CARRIED)
    return crypto.decrypt(base64.b64decode(kept)) if kept else ""


@never_cache
@writes
def resident_log(request: HttpRequest) -> HttpResponse:
    """Log a person; the number that the search did not find is filled in already."""
    if not can_log(request.user):
        raise PermissionDenied
    stations = Station.objects.of(request.user).open()
    form = ResidentLogForm(
        request.POST or None,
        initial={"id_number": carried(request) if FOUND_NONE in request.GET else ""},
        stations=stations,
        cancel_url=reverse("cases:resident_list"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                resident = _log(request, dict(form.cleaned_data))
        except Refused as refused:
            refused.field = FIELDS.get(refused.field or "", refused.field)
            form.refuse(refused)
        else:
            request.session.pop(CARRIED, None)
            messages.success(request, _("%(name)s is logged.") % {"name": resident.name})
            return redirect("cases:resident_show", pk=resident.pk)
    number = form["id_number"].value() or ""
    form.fields["name" if number else "id_number"].widget.attrs["autofocus"] = not form.is_bound
    return render(
        request,
        "cases/resident_log.html",
        {"form": form, "communities": communities.offered(request.user), **_look(request, number)},
    )


@writes
def resident_check(request: HttpRequest) -> HttpResponse:
    """What the number says, as a fragment; by POST, so that it stands in no address."""
    number = request.POST.get("id_number", "")
    if not can_log(request.user):
        raise PermissionDenied
    return render(request, "cases/parts/_number_check.html", _look(request, number))


@reads
def community_suggest(request: HttpRequest) -> HttpResponse:
    """Communities to choose from, as a fragment."""
    offered = communities.offered(request.user, request.GET.get("community", ""))
    return render(request, "cases/parts/_communities.html", {"communities": offered})


def _log(request: HttpRequest, values: dict[str, Any]) -> Resident:
    card, bank_name = values.pop("card"), values.pop("bank_name")
    resident = residents.log(
        actor=request.user, station_id=values.pop("station").pk, community_code=values.pop("community"), **values
    )
    if card and not resident.accounts.exists():
        changes.request_account(resident_id=resident.pk, actor=request.user, number=card, bank_name=bank_name)
    return resident


def _look(request: HttpRequest, text: str) -> dict[str, Any]:
    """The person that the number belongs to, what it says, or what is wrong with it."""
    looked: dict[str, Any] = {"number": None, "wrong": "", "owner": None, "owner_visible": False, "origin": "", "age": None}
    if not text.strip():
        return looked
    today = clock.today()
    try:
        number = read_id(text, on=today)
    except BadIdNumber as bad:
        return looked | {"wrong": residents.ID_SENTENCES[bad.fault]}
    owner = owner_of(number.text)
    born_on = number.born_on
    return looked | {
        "number": number,
        "age": today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day)),
        "origin": _origin(number.text),
        "owner": owner,
        "owner_visible": bool(owner) and Resident.objects.visible_to(request.user).filter(pk=owner.pk).exists(),
    }


def _origin(number: str) -> str:
    """Where the number was given out, in the names of today where they are known."""
    origin = region_of(number)
    names = dict(Region.objects.filter(pk__in=[origin.league_code, origin.county_code]).values_list("code", "name"))
    parts = [origin.province, names.get(origin.league_code, ""), names.get(origin.county_code, "")]
    former = f"（{origin.former_name}）" if origin.former_name else ""
    return "".join(filter(None, parts)) + former
