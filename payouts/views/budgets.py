"""Pages of budgets: how much is planned, granted, paid and left; a new plan and its second person."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core import clock
from core.http import reads, writes
from core.policies import Refused
from ledger.models import Budget
from ledger.policies import can_decide
from ledger.services import budget as service
from payouts import policies
from payouts.forms.budgets import BudgetFilter, BudgetPlanForm
from payouts.queries import budgets as query


def _asked_year(request: HttpRequest) -> tuple[BudgetFilter, int]:
    filters = BudgetFilter(request.GET or {"year": clock.today().year})
    return filters, int(filters.chosen.get("year") or clock.today().year)


@reads
def budget_list(request: HttpRequest) -> HttpResponse:
    """The budgets of a year in the reader's places, and the plans that wait for a second person."""
    if not policies.can_see_money(request.user):
        raise Http404
    filters, year = _asked_year(request)
    context = {
        "filters": filters,
        "year": year,
        "rows": query.standings(list(query.budgets_for(request.user, year))),
        "waiting": query.waiting_plans(request.user),
        "may": bool(policies.budget_places(request.user)),
    }
    return render(request, "payouts/budget_list.html", context)


@reads
def budget_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One budget month by month: granted, paid, still to come; and every plan it ever had."""
    if not policies.can_see_money(request.user):
        raise Http404
    year = get_object_or_404(Budget, pk=pk).year
    budget = get_object_or_404(query.budgets_for(request.user, year), pk=pk)
    (standing,) = query.standings([budget])
    context = {"standing": standing, "plans": query.plans_of(budget), "this_month": f"{clock.this_month():%Y-%m}"}
    return render(request, "payouts/budget_show.html", context)


@writes
def budget_propose(request: HttpRequest) -> HttpResponse:
    """A new plan, which another finance person confirms."""
    places = policies.budget_places(request.user)
    if not places:
        messages.error(request, _("Only a finance maker over a whole league proposes budgets."))
        return redirect("payouts:budget_list")
    back = reverse("payouts:budget_list")
    form = BudgetPlanForm(request.POST or None, places=places, initial={"year": clock.today().year}, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            service.propose(actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The plan waits for another finance person."))
            return redirect(back)
    return render(request, "payouts/budget_propose.html", {"form": form})


@writes
def budget_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's word on a plan."""
    plan = get_object_or_404(query.waiting_plans(request.user), pk=pk)
    if request.method == "POST":
        try:
            plan = service.decide(plan_id=plan.pk, actor=request.user, confirm="confirm" in request.POST)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The plan is the budget from now on.") if plan.confirmed else _("The plan is declined."))
        return redirect("payouts:budget_list")
    place = dict(policies.leagues_named()).get(plan.league, plan.league)
    context = {"plan": plan, "place": place, "may_decide": can_decide(request.user, plan)}
    return render(request, "payouts/budget_decide.html", context)
