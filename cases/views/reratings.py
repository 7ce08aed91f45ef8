"""What rules would do to claims: figures for the people who publish them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cases.queries.backtesting import backtest
from cases.queries.foretelling import foretell
from core.http import reads
from programmes import policies
from programmes.formulas import registry
from programmes.models import RuleSet
from programmes.queries.labels import rules_name

#: How many months a draft may be tried on.
MONTHS = ("3", "6", "12", "24")


@reads
def rerating_foretell(request: HttpRequest, ruleset_pk: int) -> HttpResponse:
    """How many running benefits the wages would change, by how much; a fragment where htmx asks. No person is named."""
    ruleset = get_object_or_404(RuleSet.objects.visible_to(request.user), pk=ruleset_pk)
    if not policies.can_draft(request.user, ruleset.region_code):
        raise PermissionDenied
    template = "cases/parts/_rerating_foretold.html" if request.htmx else "cases/rerating_foretell.html"
    context = {"ruleset": ruleset, "name": rules_name(ruleset.label), "found": foretell(ruleset)}
    return render(request, template, context)


@reads
def rule_backtest(request: HttpRequest, ruleset_pk: int) -> HttpResponse:
    """A draft tried on the claims of the last months; a fragment where htmx asks. No person is named."""
    ruleset = get_object_or_404(RuleSet.objects.visible_to(request.user), pk=ruleset_pk)
    if not policies.can_draft(request.user, ruleset.region_code) or ruleset.scheme not in registry.SCHEMES:
        raise PermissionDenied
    asked = request.GET.get("months", "")
    months = int(asked) if asked in MONTHS else 12
    template = "cases/parts/_backtest.html" if request.htmx else "cases/rule_backtest.html"
    context = {"ruleset": ruleset, "name": rules_name(ruleset.label), "found": backtest(ruleset, months), "choices": MONTHS}
    return render(request, template, context)
