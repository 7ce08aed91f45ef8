"""The public pages of events: open to everybody without signing in, without a script, on an old telephone."""

import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core import clock
from core.http import reads, writes
from core.identifiers import clean_mobile, is_mobile
from core.pages import keyset
from core.policies import Refused
from jobs.forms.events_public import EventPublicFilter, FindForm, HereForm, RecogniseForm, SignUpForm, WalkInForm
from jobs.models import Event, Visitor
from jobs.queries import events as query
from jobs.services import events_arrival, events_door, events_visitors
from jobs.services.events_forget import kept_days
from jobs.views.events import code_of, outside
from stations.models import Station
from stations.views.devices import address_of

A_PAGE = 20
#: The cookie that tells telephones of one hall apart for a day; it opens nothing.
MARK, A_DAY = "door", 24 * 3600


def _quiet(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response


def _mark(request: HttpRequest) -> str | None:
    try:
        return str(signing.loads(request.COOKIES.get(MARK, ""), salt=MARK))
    except signing.BadSignature:
        return None


def _telephone(request: HttpRequest) -> str:
    """What tells this telephone from the others in the hall; raises Refused where it has no mark yet: the answer gives one."""
    mark = _mark(request)
    if mark is None:
        raise Refused(_("Send it once more."))
    return mark


def _marked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if _mark(request) is None:  # none yet, or one that cannot be read: the next sending shall not fail for it
        mark = signing.dumps(secrets.token_urlsafe(12), salt=MARK)
        response.set_cookie(
            MARK,
            mark,
            max_age=A_DAY,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            path="/public/events/",
        )
    return response


def _shown(token: str) -> Event:
    event: Event = get_object_or_404(query.public(token))
    return event


@login_not_required
@reads
def event_browse(request: HttpRequest) -> HttpResponse:
    """Public: the events that are still to come, the next one first."""
    filters = EventPublicFilter(request.GET, leagues=query.leagues())
    page = keyset(query.on_show(filters.chosen), request, order=("begins_at", "pk"), size=A_PAGE)
    asked = filters.chosen.get("station")
    station = Station.objects.open().filter(code=asked).first() if asked else None
    return render(request, "jobs/event_browse.html", {"filters": filters, "page": page, "station": station})


@login_not_required
@writes
def event_open(request: HttpRequest, token: str) -> HttpResponse:
    """Public: one event with its units and posts; sign up with name and mobile."""
    event, now = _shown(token), clock.now()
    days = kept_days(event) if event.sign_up_open(now) else 0
    form = SignUpForm(request.POST or None, days=days) if days else None
    if request.method == "POST" and form is None:
        messages.error(request, str(events_visitors.SHUT))
        return redirect("jobs:event_open", token=token)
    if request.method == "POST" and form.is_valid():
        try:
            if form.by_machine:
                return redirect("jobs:event_browse")
            address = address_of(request)
            if event.door_open(now):  # the hall signs up behind one address
                events_door.knock(event=event, device=_telephone(request), told=form.cleaned_data["mobile"])
                address = ""
            visitor = events_visitors.sign_up(event_id=event.pk, address=address, **form.told())
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("jobs:event_visit", visit=visitor.token)
    context = {"event": event, "form": form, "stands": query.stands(event), "door_open": event.door_open(now)}
    return _marked(request, render(request, "jobs/event_open.html", context))


@login_not_required
@never_cache
@writes
def event_visit(request: HttpRequest, visit: UUID) -> HttpResponse:
    """Public by token: the visitor's own page with the code to show; give up, or say which posts are wanted."""
    visitor: Visitor = get_object_or_404(Visitor.objects.select_related("event__region__parent__parent"), token=visit)
    event, now = visitor.event, clock.now()
    if request.method == "POST":
        try:
            if "offer" in request.POST:
                offer = request.POST["offer"]
                events_arrival.want(visitor_id=visitor.pk, offer_id=int(offer) if offer.isdecimal() and len(offer) < 18 else 0)
            elif "here" in request.POST:
                events_arrival.arrive(event_id=event.pk, told=visitor.code)
            elif "give_up" in request.POST:
                events_visitors.give_up(token=visit)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("jobs:event_visit", visit=visit)
    here = outside("jobs:event_here", event.token, visitor.code)
    context = {
        "event": event,
        "visitor": visitor,
        "code": code_of(here),
        "door_open": event.door_open(now),
        "may_give_up": visitor.arrived_at is None and visitor.state != "gone" and event.sign_up_open(now),
        "offers": query.offers_for(visitor) if visitor.arrived_at else [],
    }
    return _quiet(render(request, "jobs/event_visit.html", context))


@login_not_required
@never_cache
@writes
def event_here(request: HttpRequest, token: str, code: str = "") -> HttpResponse:
    """Public, during the event: check in with mobile or code; whoever had not signed up comes in here."""
    event = _shown(token)
    is_open = event.door_open(clock.now())
    walking = "name" in request.POST
    form = HereForm(request.POST if request.method == "POST" and not walking else None, initial={"told": code})
    days = kept_days(event)
    door = WalkInForm(request.POST if walking else None, days=days)
    if request.method == "POST" and is_open:
        answer = _arrived(request, event, form, door if walking else None, days)
        if isinstance(answer, HttpResponse):
            return answer
        door, walking = answer or door, walking or answer is not None
    context = {"event": event, "form": form, "door": door, "walking": walking, "is_open": is_open}
    return _marked(request, _quiet(render(request, "jobs/event_here.html", context)))


def _arrived(
    request: HttpRequest, event: Event, form: HereForm, door: WalkInForm | None, days: int
) -> HttpResponse | WalkInForm | None:
    """Where to go on, or the form of the door for whoever had not signed up, or None: what was sent is to be mended."""
    asked: Any = door or form
    if not asked.is_valid():
        return None
    if asked.by_machine:
        return redirect("jobs:event_browse")
    try:
        events_door.knock(event=event, device=_telephone(request), told=asked.cleaned_data["mobile" if door else "told"])
        if door:
            arrival = events_arrival.walk_in(event_id=event.pk, **door.told())
        else:
            arrival = events_arrival.arrive(event_id=event.pk, told=form.cleaned_data["told"])
    except Refused as refused:
        if refused.code == "unknown":
            return WalkInForm(initial={"mobile": form.cleaned_data["told"]}, days=days)
        asked.refuse(refused)
        return None
    if not arrival.first:
        messages.info(request, _("You were checked in already. Welcome."))
        return redirect("jobs:event_open", token=event.token)
    messages.success(request, _("You are checked in. Welcome."))
    return redirect("jobs:event_visit", visit=arrival.visitor.token)


@login_not_required
@never_cache
@writes
def event_find(request: HttpRequest, token: str) -> HttpResponse:
    """Public: back to the own page, by code, or by six digits that go to the mobile."""
    event = _shown(token)
    recognising = "code" in request.POST
    form = FindForm(request.POST if request.method == "POST" and not recognising else None)
    proof = RecogniseForm(request.POST if recognising else None)
    if recognising and proof.is_valid() and not proof.by_machine:
        data = proof.cleaned_data
        visitor, why = events_visitors.recognise(event_id=event.pk, mobile=data["mobile"], code=data["code"], link=data["link"])
        if visitor is not None:
            return redirect("jobs:event_visit", visit=visitor.token)
        proof.add_error("code", why)
    if form.is_bound and form.is_valid() and not form.by_machine:
        told = form.cleaned_data["told"]
        if is_mobile(clean_mobile(told)):
            try:
                events_visitors.send_code(event_id=event.pk, mobile=told, address=address_of(request))
            except Refused as refused:
                form.add_error("told", str(refused))
            else:
                proof, recognising = RecogniseForm(initial={"mobile": clean_mobile(told)}), True
        else:
            found = query.found(event, told)
            if found is not None:
                return redirect("jobs:event_visit", visit=found.token)
            form.add_error("told", _("Nobody has this code at this event."))
    context = {"event": event, "form": form, "proof": proof, "recognising": recognising}
    return _quiet(render(request, "jobs/event_find.html", context))
