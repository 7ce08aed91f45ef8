"""What lies beside the rules: the plans of measures, and the classes of the minimum wage."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.http import reads
from programmes.queries import labels, places, wage_classes
from programmes.services import measurefiles


@reads
def measure_list(request: HttpRequest) -> HttpResponse:
    """Every plan with its areas and measures, counted, and the programme that carries a measure where there is one."""
    plans = measurefiles.plans()
    names = places.names({plan.region_code for plan in plans})
    shown = [{"plan": plan, "place": names.get(plan.region_code, ""), "areas": _areas(plan)} for plan in plans]
    return render(request, "programmes/measure_list.html", {"plans": shown})


def _areas(plan: measurefiles.Plan) -> list[dict[str, object]]:
    return [
        {
            "area": area,
            "count": len(area.measures),
            "measures": [(each, labels.scheme(each.programme) if each.programme else "") for each in area.measures],
        }
        for area in plan.areas
    ]


@reads
def wageclass_list(request: HttpRequest) -> HttpResponse:
    """How many divisions are in each class of the minimum wage, by league, and what the classes are worth today."""
    leagues = wage_classes.by_league()
    classes = wage_classes.classes(leagues)
    context = {
        "classes": classes,
        "rows": [{"name": league.name, "counts": list(league.counts.values()), "total": league.total} for league in leagues],
        "total": sum(each.divisions for each in classes),
    }
    return render(request, "programmes/wageclass_list.html", context)
