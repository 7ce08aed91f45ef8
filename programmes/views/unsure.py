"""The page of open questions: what the bureau still has to decide, and who."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.http import reads
from programmes.queries import places
from programmes.queries.unsure import by_decider


@reads
def unsure_list(request: HttpRequest) -> HttpResponse:
    """Every figure of the rules in force that is not certain, under the name of whoever decides it."""
    groups = by_decider()
    names = places.names({doubt.region_code for _who, doubts in groups for doubt in doubts})
    shown = [(who, [(doubt, names.get(doubt.region_code, "")) for doubt in doubts]) for who, doubts in groups]
    return render(request, "programmes/unsure_list.html", {"groups": shown})
