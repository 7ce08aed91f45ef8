"""Accounts by two people, agents, honours and lists, counts of a year."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from core.forms import FilterForm, PortalForm
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from enterprises.forms import keeping
from enterprises.models import Agent, CorporateAccount, Enterprise, InsuranceYear, Listing
from enterprises.policies import can_confirm_account, can_confirm_end, can_edit, can_judge, can_take_back_account
from enterprises.queries.registry import account_of
from enterprises.services import accounts, agents, listings, years
from enterprises.states import AccountState
from enterprises.views.units import unit_of


class AccountFilterForm(FilterForm):
    """Which accounts the list shows."""

    state = forms.ChoiceField(label=gettext_lazy("State"), choices=[("", gettext_lazy("all")), *AccountState.choices])


@writes
def enterprise_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the account that money shall go to."""
    unit = _allowed(can_edit, request, unit_of(request, pk))
    form = keeping.EnterpriseAccountForm(request.POST or None, cancel_url=_back(unit))
    said = _("The account is on record. A second person of the banner must confirm it.")
    more = {"account": account_of(unit)}
    return _act(request, form, unit, accounts.propose, said, "enterprises/enterprise_account.html", more, enterprise_id=pk)


@never_cache
@reads
def corporateaccount_list(request: HttpRequest) -> HttpResponse:
    """Accounts that wait for a second person; others on demand."""
    filters = AccountFilterForm(request.GET if request.GET else {"state": AccountState.UNVERIFIED})
    found = CorporateAccount.objects.visible_to(request.user).filter(**filters.chosen)
    page = keyset(found.select_related("enterprise", "recorded_by"), request, order=("recorded_at", "pk"))
    return render(request, "enterprises/corporateaccount_list.html", {"filters": filters, "page": page})


@never_cache
@writes
def corporateaccount_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: the second person compares it with the paper, then confirms or declines."""
    seen = CorporateAccount.objects.visible_to(request.user)
    account = get_object_or_404(seen.select_related("enterprise", "recorded_by", "verified_by", "closed_by"), pk=pk)
    may = can_confirm_account(request.user, account)
    back = reverse("enterprises:corporateaccount_list")
    form = keeping.CorporateAccountShowForm(request.POST or None, cancel_url=back) if may else None
    if request.method == "POST" and form is not None and form.is_valid():
        confirm = "decline" not in request.POST
        try:
            accounts.decide(account_id=pk, actor=request.user, confirm=confirm, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            said = _("Money goes to this account from now on.") if confirm else _("The account is declined.")
            messages.success(request, said)
            return redirect(back)
    context = {
        "account": account,
        "unit": account.enterprise,
        "in_use": account_of(account.enterprise),
        "form": form,
        "may_take_back": can_take_back_account(request.user, account),
    }
    return render(request, "enterprises/corporateaccount_show.html", context)


@writes
def corporateaccount_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what one proposed oneself."""
    account = get_object_or_404(CorporateAccount.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        try:
            accounts.take_back(account_id=pk, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The proposal is taken back."))
    return redirect("enterprises:enterprise_show", pk=account.enterprise_id)


@writes
def enterprise_agent(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a person who may act for the unit."""
    unit = _allowed(can_edit, request, unit_of(request, pk))
    form = keeping.EnterpriseAgentForm(request.POST or None, cancel_url=_back(unit))
    return _act(
        request, form, unit, agents.add, _("The agent is added."), "enterprises/enterprise_agent.html", {}, enterprise_id=pk
    )


@writes
def agent_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End the authority of an agent."""
    seen = Agent.objects.filter(enterprise__in=Enterprise.objects.visible_to(request.user))
    agent = get_object_or_404(seen.select_related("enterprise"), pk=pk)
    unit = _allowed(can_edit, request, agent.enterprise)
    form = keeping.AgentEndForm(request.POST or None, cancel_url=_back(unit))
    said = _("The authority ends on that day.")
    return _act(request, form, unit, agents.end, said, "enterprises/agent_end.html", {"agent": agent}, agent_id=pk)


@writes
def enterprise_listing(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an honour, or put the unit on a list."""
    unit = _allowed(can_judge, request, unit_of(request, pk))
    form = keeping.EnterpriseListingForm(request.POST or None, cancel_url=_back(unit))
    said = _("It is on record.")
    return _act(request, form, unit, listings.add, said, "enterprises/enterprise_listing.html", {}, enterprise_id=pk)


@writes
def listing_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an honour, or ask that the unit leave a list."""
    listing = _listing(request, pk)
    unit = _allowed(can_judge, request, listing.enterprise)
    form = keeping.ListingEndForm(request.POST or None, cancel_url=_back(unit))
    said = _("A second person must confirm it.") if listing.is_adverse else _("It ends on that day.")
    return _act(request, form, unit, listings.end, said, "enterprises/listing_end.html", {"listing": listing}, listing_id=pk)


@writes
def listing_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's word on leaving a list."""
    listing = _listing(request, pk)
    unit = _allowed(can_judge, request, listing.enterprise)
    may = can_confirm_end(request.user, listing)
    form = keeping.ListingConfirmForm(request.POST if request.method == "POST" else None, cancel_url=_back(unit))
    confirm = "decline" not in request.POST
    said = _("The unit leaves the list on that day.") if confirm else _("The unit stays on the list.")
    more = {"listing": listing, "may": may}
    return _act(
        request, form, unit, listings.confirm_end, said, "enterprises/listing_confirm.html", more, listing_id=pk, confirm=confirm
    )


@writes
def year_declare(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare the counts of a year that no month tells."""
    seen = InsuranceYear.objects.filter(enterprise__in=Enterprise.objects.visible_to(request.user))
    year = get_object_or_404(seen.select_related("enterprise"), pk=pk)
    unit = _allowed(can_judge, request, year.enterprise)
    initial = {name: getattr(year, name) for name in ("laid_off", "natural_attrition", "benefit_drawers")}
    form = keeping.YearDeclareForm(request.POST or None, initial=initial, cancel_url=_back(unit))
    said = _("The counts are saved.")
    return _act(request, form, unit, years.declare, said, "enterprises/year_declare.html", {"year": year}, year_id=pk)


def _act(
    request: HttpRequest,
    form: PortalForm,
    unit: Enterprise,
    service: Any,
    said: str,
    template: str,
    more: dict[str, Any],
    **ids: Any,
) -> HttpResponse:
    """Ask, act, and lead back to the unit."""
    if request.method == "POST" and form.is_valid():
        try:
            service(actor=request.user, **ids, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, said)
            return redirect(_back(unit))
    return render(request, template, {"form": form, "unit": unit, **more})


def _back(unit: Enterprise) -> str:
    return reverse("enterprises:enterprise_show", args=[unit.pk])


def _allowed(may: Any, request: HttpRequest, unit: Enterprise) -> Enterprise:
    if not may(request.user, unit):
        raise PermissionDenied
    return unit


def _listing(request: HttpRequest, pk: int) -> Listing:
    seen = Listing.objects.filter(enterprise__in=Enterprise.objects.visible_to(request.user))
    return get_object_or_404(seen.select_related("enterprise", "end_asked_by"), pk=pk)
