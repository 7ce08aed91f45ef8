"""Wishes at the desk: the list of the station, one wish with what fits it, logging, renewing, withdrawing, printing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cases.models import Resident
from core import clock
from core.http import StaffRequest, reads, writes
from core.pages import keyset
from core.policies import Refused
from jobs.forms.wishes import PLACES, WishFilterForm, WishForm
from jobs.models import Vacancy, Wish
from jobs.policies import wishes as policies
from jobs.queries import matching as found
from jobs.queries import matching_words
from jobs.queries import wishes as query
from jobs.services import matching, visit_causes, wishes
from jobs.states.vacancies import Hours
from jobs.states.wishes import WishState

KEPT = ("least_pay", "pay_unit", "hours", "max_km", "latitude", "longitude", "piece_work", "training", "note")
SHOWN = 3


def _wish(request: HttpRequest, pk: int) -> Wish:
    wish: Wish = get_object_or_404(query.of_desk(request.user), pk=pk)
    return wish


@never_cache
@reads
def wish_list(request: HttpRequest) -> HttpResponse:
    """The wishes of the reader's desks; those whose days end first stand first."""
    filters = WishFilterForm(request.GET)
    page = keyset(query.narrowed(query.of_desk(request.user), filters.chosen), request, order=("valid_until", "pk"))
    return render(request, "jobs/wish_list.html", {"filters": filters, "page": page, "today": clock.today()})


@never_cache
@writes
def wish_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The wish of a resident: logged where there is none, changed where one is open; matched at once."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user).select_related("station"), pk=pk)
    if not policies.can_edit(request.user, resident):
        raise PermissionDenied
    wish = query.open_of(resident)
    back = wish.get_absolute_url() if wish else resident.get_absolute_url()
    form = WishForm(request.POST or None, initial=_initial(wish), cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            wish = wishes.save(resident_id=pk, actor=request.user, **form.told())
            visit_causes.record(actor=request.user, told=request.GET.get("visit", ""), thing=wish)
        except Refused as refused:
            form.refuse(refused)
        else:
            _match_quietly(request, wish)
            messages.success(request, _("The wish is logged. Below stands what fits it."))
            return redirect(wish)
    return render(request, "jobs/wish_edit.html", {"form": form, "resident": resident, "wish": wish, "occupations": ()})


@never_cache
@reads
def wish_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One wish, and the vacancies that fit it best."""
    wish = _wish(request, pk)
    looking = wish.state == WishState.OPEN and wish.valid_until >= clock.today()
    context = {
        "wish": wish,
        "resident": wish.resident,
        "rows": found.for_wish(wish) if looking else [],
        "looking": looking,
        "hours": [Hours(code).label for code in wish.hours],
        "groups": list(wish.resident.groups.filter(until_on__isnull=True)),
        "referrals": list(wish.resident.referrals.select_related("vacancy").order_by("-pk")[:10]),
        "may_edit": wish.state == WishState.OPEN and policies.can_edit(request.user, wish.resident),
        "today": clock.today(),
    }
    return render(request, "jobs/wish_show.html", context)


@never_cache
@reads
def wish_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The list for the resident to take home, in large letters."""
    wish = _wish(request, pk)
    return render(request, "jobs/wish_print.html", {"wish": wish, "rows": found.for_wish(wish), "today": clock.today()})


@never_cache
@reads
def wish_pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Why a vacancy (`?vacancy=`) fits the wish as well as it does: every part, its weight, and the rules behind it."""
    wish, vacancy = _wish(request, pk), vacancy_asked(request)
    if vacancy is None:
        return redirect(wish)
    explained = found.explain(wish, vacancy)
    score = explained.score if explained else None
    context = {
        "wish": wish,
        "resident": wish.resident,
        "vacancy": vacancy,
        "score": score,
        "rules": explained.rules if explained else None,
        "lines": matching_words.lines(score) if score else [],
        "most": sum(part.most for part in score.parts) if score else None,
        "may_refer": policies.can_edit(request.user, wish.resident),
        "may_see_people": Vacancy.objects.visible_to(request.user).filter(pk=vacancy.pk).exists(),
    }
    return render(request, "jobs/wish_pair.html", context)


@never_cache
@reads
def resident_placement(request: StaffRequest, pk: int) -> HttpResponse:
    """The wish, what fits best, and the referrals: a part of the resident's page, or a page where no script asks for it."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user), pk=pk)
    wish = query.open_of(resident)
    context = {
        "resident": resident,
        "wish": wish,
        "rows": found.for_wish(wish)[:SHOWN] if wish else [],
        "referrals": list(resident.referrals.select_related("vacancy").order_by("-pk")[:SHOWN]),
        "may_edit": not resident.deceased_on and policies.can_edit(request.user, resident),
    }
    part = bool(getattr(request, "htmx", False))
    return render(request, "jobs/parts/_resident_placement.html" if part else "jobs/resident_placement.html", context)


@writes
def wish_match(request: HttpRequest, pk: int) -> HttpResponse:
    """Work the list of this wish out anew, now."""
    wish = _wish(request, pk)
    if request.method == "POST":
        try:
            matching.match_wish(wish_id=pk, actor=request.user)
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, _("The list is as of now."))
    return redirect(wish)


@writes
def wish_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """The resident still looks for this."""
    return _turn(request, pk, wishes.renew, _("The wish is renewed."))


@writes
def wish_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is looked for any more."""
    return _turn(request, pk, wishes.withdraw, _("The wish is withdrawn."))


@reads
def wish_suggest(request: HttpRequest) -> HttpResponse:
    """Occupations to choose from, as a fragment."""
    text = next((value for name, value in request.GET.items() if name.startswith("occupation")), "")
    return render(request, "jobs/parts/_occupations.html", {"occupations": query.occupations(text)})


def vacancy_asked(request: HttpRequest) -> Vacancy | None:
    """The vacancy that the address names: one on show, or one that the reader looks after."""
    text = request.GET.get("vacancy", "")
    if not (text.isascii() and text.isdigit() and len(text) < 15):
        return None
    vacancies = Vacancy.objects.select_related("occupation", "station", "region")
    seen = vacancies.on_show(clock.today()).filter(pk=text).first()
    return seen or vacancies.visible_to(request.user).filter(pk=text).first()


def _turn(request: HttpRequest, pk: int, service: Any, done: str) -> HttpResponse:
    wish = _wish(request, pk)
    if request.method == "POST":
        try:
            service(wish_id=pk, actor=request.user)
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, done)
    return redirect(wish)


def _match_quietly(request: HttpRequest, wish: Wish) -> None:
    """The list at once, where weights are in force; without them the wish stands all the same."""
    try:
        matching.match_wish(wish_id=wish.pk, actor=request.user)
    except Refused as refused:
        messages.warning(request, refused.sentence)


def _initial(wish: Wish | None) -> dict[str, Any]:
    if wish is None:
        return {}
    chosen = {f"occupation_{row.place}": f"{row.occupation_id} {row.occupation}" for row in wish.occupations.all()}
    return {name: getattr(wish, name) for name in KEPT} | {name: chosen[name] for name in chosen if int(name[-1]) in PLACES}
