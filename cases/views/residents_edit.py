"""Keeping what is known of a resident right: details, registration, family, death."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.forms.residents import (
    RegistrationEndForm,
    ResidentDeceasedForm,
    ResidentEditForm,
    ResidentMarryForm,
    ResidentRegisterForm,
    ResidentUnmarryForm,
)
from cases.models import Registration, Resident
from cases.policies.residents import can_edit
from cases.queries import communities
from cases.queries.residents import owner_of
from cases.services import families, registrations, residents
from core import clock
from core.forms import PortalForm
from core.http import writes
from core.policies import Refused, require
from stations.models import User


@writes
def resident_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Details and groups."""
    resident = _resident(request, pk)
    initial = {
        "name": resident.name,
        "mobile": resident.mobile,
        "community": communities.shown(resident.community),
        "address": resident.address,
        "note": resident.note,
        "groups": list(resident.groups.filter(until_on__isnull=True).values_list("group", flat=True)),
    }
    form = ResidentEditForm(request.POST or None, initial=initial, cancel_url=_back(pk))

    def act(actor: User, community: str, **values: Any) -> None:
        residents.edit(resident_id=pk, actor=actor, community_code=community, **values)

    offered = communities.offered(request.user)
    return _page(request, "cases/resident_edit.html", resident, form, act, _("The details are saved."), communities=offered)


@writes
def resident_register(request: HttpRequest, pk: int) -> HttpResponse:
    """Unemployment registration."""
    resident = _resident(request, pk)
    form = ResidentRegisterForm(request.POST or None, initial={"registered_on": clock.today()}, cancel_url=_back(pk))

    def act(actor: User, **values: Any) -> None:
        registrations.register(resident_id=pk, actor=actor, **values)

    return _page(request, "cases/resident_register.html", resident, form, act, _("The registration is recorded."))


@writes
def registration_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The end of a registration, with its reason."""
    visible = Resident.objects.visible_to(request.user)
    registration = get_object_or_404(Registration.objects.select_related("resident").filter(resident__in=visible), pk=pk)
    form = RegistrationEndForm(
        request.POST or None, initial={"ended_on": clock.today()}, cancel_url=_back(registration.resident_id)
    )

    def act(actor: User, **values: Any) -> None:
        registrations.end(registration_id=pk, actor=actor, **values)

    return _page(
        request, "cases/registration_end.html", registration.resident, form, act, _("The registration has ended."),
        registration=registration,
    )  # fmt: skip


@writes
def resident_marry(request: HttpRequest, pk: int) -> HttpResponse:
    """Link the spouse, named by ID number."""
    resident = _resident(request, pk)
    form = ResidentMarryForm(request.POST or None, cancel_url=_back(pk))

    def act(actor: User, spouse_number: str, **values: Any) -> None:
        require(can_edit(actor, resident), residents.NOT_HERE)
        try:
            spouse = owner_of(residents.checked_number(spouse_number).text)
        except Refused as refused:
            raise Refused(refused.sentence, field="spouse_number") from None
        if spouse is None:
            raise Refused(_("Nobody is logged under this number. Log the spouse first."), field="spouse_number")
        families.link_spouse(resident_id=pk, spouse_id=spouse.pk, actor=actor, **values)

    return _page(request, "cases/resident_marry.html", resident, form, act, _("The spouse is linked."))


@writes
def resident_unmarry(request: HttpRequest, pk: int) -> HttpResponse:
    """End the link to the spouse."""
    resident = _resident(request, pk)
    form = ResidentUnmarryForm(request.POST or None, initial={"until_on": clock.today()}, cancel_url=_back(pk))

    def act(actor: User, **values: Any) -> None:
        families.unlink_spouse(resident_id=pk, actor=actor, **values)

    return _page(request, "cases/resident_unmarry.html", resident, form, act, _("The link has ended."))


@writes
def resident_deceased(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the death."""
    resident = _resident(request, pk)
    form = ResidentDeceasedForm(request.POST or None, cancel_url=_back(pk))

    def act(actor: User, **values: Any) -> None:
        residents.record_death(resident_id=pk, actor=actor, **values)

    return _page(request, "cases/resident_deceased.html", resident, form, act, _("The death is recorded."))


def _resident(request: HttpRequest, pk: int) -> Resident:
    residents_seen = Resident.objects.visible_to(request.user).select_related("station", "community__parent__parent")
    return get_object_or_404(residents_seen, pk=pk)


def _back(pk: int) -> str:
    return reverse("cases:resident_show", args=[pk])


def _page(
    request: HttpRequest, template: str, resident: Resident, form: PortalForm, act: Callable[..., None], done: str, **more: Any
) -> HttpResponse:
    """Show the form; on POST act and go back to the resident, or say at its field what was refused."""
    if request.method == "POST" and form.is_valid():
        try:
            act(request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, done)
            return redirect(_back(resident.pk))
    return render(request, template, {"form": form, "resident": resident, **more})
