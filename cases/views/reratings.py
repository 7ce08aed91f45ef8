"""What a minimum wage would do to running benefits: figures for the people who publish it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cases.queries.foretelling import foretell
from core.http import reads
from programmes import policies
from programmes.models import RuleSet
from programmes.queries.labels import rules_name


@reads
def rerating_foretell(request: HttpRequest, ruleset_pk: int) -> HttpResponse:
    """How many running benefits the wages would change, by how much; a fragment where htmx asks. No person is named."""
    ruleset = get_object_or_404(RuleSet.objects.visible_to(request.user), pk=ruleset_pk)
    if not policies.can_draft(request.user, ruleset.region_code):
        raise PermissionDenied
    template = "cases/parts/_rerating_foretold.html" if request.htmx else "cases/rerating_foretell.html"
    context = {"ruleset": ruleset, "name": rules_name(ruleset.label), "found": foretell(ruleset)}
    return render(request, template, context)
