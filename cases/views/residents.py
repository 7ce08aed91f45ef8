"""Finding a resident, and the resident's page."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cases.models import Claim, Resident
from cases.policies.hires import can_record, can_send_file
from cases.policies.residents import can_edit, can_log, can_reveal
from cases.queries import communities, resident_history
from cases.queries.hires import of_resident
from cases.queries.residents import account_of, history, is_private, open_changes, search, spouse_of, too_short
from cases.services.residents import ID_SENTENCES
from cases.states import ChangeKind
from cases.views.residents_log import FOUND_NONE, carried, carry_number
from cases.views.residents_reveal import revealed
from core import clock
from core.http import reads, writes
from core.identifiers import BadIdNumber, read_id
from core.pages import keyset

ORDER = ("sort_key", "pk")
SHOWN = 15


@never_cache
@reads
def resident_list(request: HttpRequest) -> HttpResponse:
    """Search first: the residents that the text finds, nobody where there is none."""
    text = request.GET.get("q", "").strip()
    typed = carried(request) if FOUND_NONE in request.GET else text
    found = search(request.user, text) if text else Resident.objects.none()
    return render(
        request,
        "cases/resident_list.html",
        {"text": text, "typed": typed, "short": bool(text) and too_short(text), "page": keyset(found, request, order=ORDER),
         "can_log": can_log(request.user), "can_send_hires": can_send_file(request.user)},
    )  # fmt: skip


@writes
def resident_find(request: HttpRequest) -> HttpResponse:
    """Lead a search on: a person's whole number goes by POST alone, so that no address and no log holds it."""
    text = request.POST.get("q", "").strip()
    if not is_private(text):
        return redirect(f"{reverse('cases:resident_list')}?{urlencode({'q': text})}")
    found = list(search(request.user, text)[:2])
    if len(found) == 1:
        return redirect("cases:resident_show", pk=found[0].pk)
    if found:
        messages.info(request, _("Several residents share this mobile number. Search by name."))
        return redirect("cases:resident_list")
    try:
        number = read_id(text, on=clock.today())
    except BadIdNumber as bad:
        carry_number(request, text)
        messages.warning(request, _("Nobody is found under this number: %(fault)s") % {"fault": ID_SENTENCES[bad.fault]})
        return redirect(f"{reverse('cases:resident_list')}?{FOUND_NONE}=1")
    if not can_log(request.user):
        messages.info(request, _("Nobody is found under this number."))
        return redirect("cases:resident_list")
    carry_number(request, number.text)
    messages.info(request, _("Nobody is found under this number. You can log the person here."))
    return redirect(f"{reverse('cases:resident_log')}?{FOUND_NONE}=1")


@never_cache
@reads
def resident_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything known of one resident, numbers masked unless the reader has said why she needs them."""
    residents = Resident.objects.visible_to(request.user).select_related("station", "community__parent__parent")
    resident = get_object_or_404(residents, pk=pk)
    context = {
        "resident": resident,
        "community": communities.shown(resident.community),
        "whole": revealed(request, resident.pk),
        "link": spouse_of(resident),
        "groups": list(resident.groups.filter(until_on__isnull=True)),
        "registrations": list(resident.registrations.order_by("-registered_on")),
        "hires": of_resident(resident),
        "may_hire": can_record(request.user, resident),
        "account": account_of(resident),
        "changes": open_changes(resident),
        "claims": list(Claim.objects.visible_to(request.user).filter(resident=resident).order_by("-pk")),
        "events": resident_history.events(history(resident)[:SHOWN]),
        "can_edit": can_edit(request.user, resident),
        "can_reveal": can_reveal(request.user, resident),
    }
    context["account_asked"] = any(change.kind == ChangeKind.BANK_ACCOUNT for change in context["changes"])
    context["registered"] = any(row.ended_on is None for row in context["registrations"])
    spouse = context["link"] and context["link"].spouse
    context["spouse_visible"] = bool(spouse) and Resident.objects.visible_to(request.user).filter(pk=spouse.pk).exists()
    return render(request, "cases/resident_show.html", context)


@never_cache
@reads
def resident_history_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole history of one resident."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user), pk=pk)
    page = keyset(history(resident), request, order=("-pk",), size=50)
    return render(
        request,
        "cases/resident_history_list.html",
        {"resident": resident, "page": page, "events": resident_history.events(page)},
    )
