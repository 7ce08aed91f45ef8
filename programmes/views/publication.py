"""Publishing the law: what would differ, what that does to the sample cases, and the second person's word."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core import clock
from core.http import writes
from core.policies import Refused
from programmes import policies
from programmes.formulas import registry
from programmes.models import RuleSet
from programmes.queries import figures, labels
from programmes.queries.rulesets import WAGES, compared_with
from programmes.services import effects, rules
from programmes.states import RuleState


@writes
def ruleset_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """The difference to what is law, its effect on the sample cases, and publication by a second person."""
    ruleset = get_object_or_404(RuleSet.objects.visible_to(request.user).select_related("drafted_by"), pk=pk)
    if not policies.can_draft(request.user, ruleset.region_code):
        raise PermissionDenied
    if request.method == "POST":
        actor: Any = request.user
        try:
            rules.publish(ruleset_id=ruleset.pk, actor=actor, seen=request.POST.get("seen", ""))
        except Refused as refused:
            messages.error(request, refused.sentence)
            return redirect("programmes:ruleset_publish", pk=ruleset.pk)
        messages.success(request, _("The rules are published."))
        return redirect("programmes:ruleset_show", pk=ruleset.pk)
    if ruleset.state not in (RuleState.DRAFT, RuleState.PROPOSED):
        return redirect("programmes:ruleset_show", pk=ruleset.pk)
    before = compared_with(ruleset)
    context = {
        "ruleset": ruleset,
        "scheme": labels.scheme(ruleset.scheme),
        "name": labels.rules_name(ruleset.label),
        "before": before,
        "before_name": labels.rules_name(before.label) if before else "",
        "differences": figures.differences(before, ruleset),
        "is_table": ruleset.scheme in registry.TABLES,
        "is_wage": ruleset.scheme == WAGES,
        "effects": [(effect, labels.scheme(effect.scheme)) for effect in effects.of(ruleset)],
        "may_publish": ruleset.state == RuleState.PROPOSED and policies.can_publish(request.user, ruleset),
        "is_writer": request.user.pk == ruleset.drafted_by_id,
        "is_proposed": ruleset.state == RuleState.PROPOSED,
        "is_past": ruleset.valid_from < clock.today(),
    }
    return render(request, "programmes/ruleset_publish.html", context)
