"""Reading the law: what is in force, and every figure of one version with its source."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core import clock
from core.http import reads
from core.pages import keyset
from programmes import policies
from programmes.forms import RuleSetFilter
from programmes.formulas import registry
from programmes.models import RuleSet
from programmes.queries import figures, labels, places
from programmes.services import declared, lawtext
from programmes.states import RULESET


class Row(NamedTuple):
    """One line of the list."""

    ruleset: RuleSet
    scheme: str
    region: str


@reads
def ruleset_list(request: HttpRequest) -> HttpResponse:
    """What is in force today, and every version that the reader may see, newest first."""
    filters = RuleSetFilter(request.GET)
    visible = RuleSet.objects.visible_to(request.user).select_related("drafted_by", "published_by")
    page = keyset(visible.filter(**filters.chosen), request, order=("-valid_from", "-pk"))
    today = list(RuleSet.objects.published().on(clock.today()).order_by("scheme", "region_code"))
    regions = places.names({ruleset.region_code for ruleset in [*page, *today]})
    context = {
        "filters": filters,
        "page": page,
        "today": [_row(ruleset, regions) for ruleset in today],
        "rows": [_row(ruleset, regions) for ruleset in page],
        "may_write": policies.can_write(request.user),
    }
    return render(request, "programmes/ruleset_list.html", context)


@reads
def ruleset_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: every figure, where it comes from, what is not certain and who decides it."""
    ruleset = get_object_or_404(
        RuleSet.objects.visible_to(request.user).select_related("drafted_by", "published_by", "based_on"), pk=pk
    )
    shown = figures.figures(ruleset)
    verbs = set(RULESET.open_from(ruleset.state))
    mine = policies.can_revise(request.user, ruleset)
    here = policies.can_draft(request.user, ruleset.region_code)
    context = {
        "ruleset": ruleset,
        "scheme": labels.scheme(ruleset.scheme),
        "based_on": labels.rules_name(ruleset.based_on.label) if ruleset.based_on else "",
        "region": places.names({ruleset.region_code}).get(ruleset.region_code, ruleset.region_code),
        "figures": shown,
        "facts": declared.facts(ruleset.scheme) if ruleset.scheme in registry.SCHEMES else [],
        "conditions": figures.conditions(ruleset),
        "unsure": sum(bool(figure.unsure) for figure in shown),
        "may_revise": mine and "revise" in verbs,
        "may_propose": mine and "propose" in verbs,
        "may_take_back": here and "take_back" in verbs,
        "may_withdraw": here and "withdraw" in verbs,
        "may_compare": here and "publish" in verbs,
        "may_follow": policies.can_write(request.user),
    }
    return render(request, "programmes/ruleset_show.html", context)


@reads
def ruleset_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The version as the TOML file that the upload page takes."""
    ruleset = get_object_or_404(RuleSet.objects.visible_to(request.user), pk=pk)
    response = HttpResponse(lawtext.write(ruleset), content_type="application/toml; charset=utf-8")
    name = f"{ruleset.scheme}-{ruleset.region_code}-{ruleset.valid_from.isoformat()}.toml"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _row(ruleset: RuleSet, regions: dict[str, str]) -> Row:
    return Row(ruleset, labels.scheme(ruleset.scheme), regions.get(ruleset.region_code, ruleset.region_code))
