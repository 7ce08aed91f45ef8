"""“What can I get?” (我能享受什么) without an account: who asks, about what, a few facts, an answer. Nothing is kept of it.

The facts are sent by POST, so that they stand in no address and no log, to a page whose transaction is read-only.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from core.http import asks, reads
from jobs.forms.public import CheckAbout, CheckFacts
from jobs.queries import finder
from programmes.services import visitor_check


@login_not_required
@reads
def check_begin(request: HttpRequest) -> HttpResponse:
    """Public: who is asking."""
    return render(request, "jobs/check_begin.html", {"groups": visitor_check.groups()})


@login_not_required
@reads
def check_about(request: HttpRequest, group: str) -> HttpResponse:
    """Public: where, and about which of the group's programmes."""
    offered = visitor_check.offered(group, finder.REGION)
    initial = {"about": [name for name, _label in offered]}
    form = CheckAbout(initial=initial, places=finder.places(), offered=offered)
    form.helper.form_action = "answer/"
    return render(request, "jobs/check_about.html", {"form": form, "group": _words(group), "offered": offered})


@login_not_required
@never_cache
@asks
def check_answer(request: HttpRequest, group: str) -> HttpResponse:
    """Public: the questions of the chosen programmes, and what is likely by the rules in force at the place today."""
    places = finder.places()
    about = CheckAbout(request.GET, places=places, offered=visitor_check.offered(group, finder.REGION)).chosen
    region = about.get("place", "")
    code = region.removesuffix("00") or finder.REGION
    offered = visitor_check.offered(group, code)
    schemes = [name for name, _label in offered if name in about.get("about", [])] or [name for name, _label in offered]
    form = CheckFacts(request.POST if request.method == "POST" else None, questions=visitor_check.questions(schemes))
    answers: list[Any] = []
    if request.method == "POST" and form.is_valid():
        answers = visitor_check.answers(schemes=schemes, region_code=code, told=form.told())
    context = {
        "form": form,
        "answers": answers,
        "group": _words(group),
        "group_code": group,
        "place": next((each for each in places if each.pk == region), None),
        "programmes": [label for name, label in offered if name in schemes],
        "stations": finder.nearest(code) if answers and region else [],
    }
    return render(request, "jobs/check_answer.html", context)


def _words(group: str) -> str:
    found = dict(visitor_check.groups()).get(group)
    if found is None:
        raise Http404
    return found
