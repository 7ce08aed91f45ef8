"""The pages of open questions: what the bureau still has to decide, and who; the same as a spreadsheet."""

import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.http import reads, writes
from programmes.forms import UnsureFilter
from programmes.queries import places, unsure
from programmes.services import exports

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _filtered(request: HttpRequest) -> tuple[UnsureFilter, list[unsure.Doubt]]:
    found = unsure.doubts(every="every" in request.GET)
    filters = UnsureFilter(request.GET, choices=unsure.choices(found))
    return filters, unsure.narrowed(found, **filters.chosen)


@reads
def unsure_list(request: HttpRequest) -> HttpResponse:
    """Every figure of the rules that is not certain, under the name of whoever decides it."""
    filters, found = _filtered(request)
    names = places.names({doubt.region_code for doubt in found})
    shown = [(who, [(each, names.get(each.region_code, "")) for each in group]) for who, group in unsure.by_decider(found)]
    return render(request, "programmes/unsure_list.html", {"groups": shown, "filters": filters})


@writes
def unsure_export(request: HttpRequest) -> HttpResponse:
    """The list under its filters as a spreadsheet; that it was taken out is recorded."""
    filters, found = _filtered(request)
    if request.method != "POST":
        return render(request, "programmes/unsure_export.html", {"filters": filters})
    target = io.BytesIO()
    exports.write_doubts(target=target, doubts=found, actor=request.user, filters=dict(request.GET.items()))
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="open-questions.xlsx"'
    return response
