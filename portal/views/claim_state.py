"""How far is my claim? Public: its number and the mobile on record, a one-time code to that mobile, and where it stands.

The first step looks no claim up: a wrong number and a wrong mobile are answered alike, and as fast, because nobody has looked.
What was entered waits sealed in the session, never in an address.
"""

import base64
import binascii
import json
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core import clock, crypto
from core.http import writes
from core.identifiers import mask_mobile
from core.policies import Refused
from jobs.services import onetime
from jobs.states.onetime import SENTENCES, Checked, CodePurpose
from portal.forms import ClaimStateCodeForm, ClaimStateForm
from portal.queries import claim_state as query
from stations.views.devices import address_of

ASKED, OPENED = "claim_state_asked", "claim_state_opened"
MINUTES = 15
PURPOSE = CodePurpose.CLAIM_STATE


def _quiet(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response


@login_not_required
@never_cache
@writes
def claim_state_ask(request: HttpRequest) -> HttpResponse:
    """Public: which claim, and which mobile; a code is on its way to that mobile, whosever it is."""
    form = ClaimStateForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not form.by_machine:
        told = {name: form.cleaned_data[name] for name in ("number", "mobile")}
        try:
            onetime.issue(purpose=PURPOSE, mobile=told["mobile"], address=address_of(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            _keep(request, ASKED, told)
            return redirect("portal:claim_state_code")
    return _quiet(render(request, "portal/claim_state_ask.html", {"form": form}))


@login_not_required
@never_cache
@writes
def claim_state_code(request: HttpRequest) -> HttpResponse:
    """Public: the code that came; whoever has it holds the mobile, and only then is the claim looked for."""
    told = _kept(request, ASKED)
    if told is None:
        return redirect("portal:claim_state_ask")
    form = ClaimStateCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        checked = onetime.check(purpose=PURPOSE, mobile=told["mobile"], code=form.cleaned_data["code"])
        if checked != Checked.RIGHT:
            form.add_error("code", str(SENTENCES[checked]))
        else:
            request.session.pop(ASKED, None)
            claim = query.of_mobile(told["number"], told["mobile"])
            if claim is None:
                messages.error(
                    request, _("No claim of this number is on record with this mobile. Check both, or ask at a station.")
                )
                return redirect("portal:claim_state_ask")
            _keep(request, OPENED, {"claim": claim.pk})
            return redirect("portal:claim_state_show")
    context = {"form": form, "mobile": mask_mobile(told["mobile"]), "minutes": onetime.MINUTES}
    return _quiet(render(request, "portal/claim_state_code.html", context))


@login_not_required
@never_cache
@writes
def claim_state_show(request: HttpRequest) -> HttpResponse:
    """Public, for a quarter of an hour to whoever entered the code: where the claim stands. POST forgets it at once."""
    told = _kept(request, OPENED)
    if request.method == "POST":
        request.session.pop(OPENED, None)
        messages.success(request, _("Closed. Nobody who comes after you on this device sees your claim."))
        return redirect("portal:claim_state_ask")
    if told is None:
        return redirect("portal:claim_state_ask")
    context = {"standing": query.standing(told["claim"]), "minutes": MINUTES}
    return _quiet(render(request, "portal/claim_state_show.html", context))


def _keep(request: HttpRequest, name: str, told: dict[str, Any]) -> None:
    until = clock.now() + timedelta(minutes=MINUTES)
    sealed = crypto.encrypt(json.dumps({**told, "until": until.isoformat()}))
    request.session[name] = base64.b64encode(sealed).decode()


def _kept(request: HttpRequest, name: str) -> dict[str, Any] | None:
    try:
        told: dict[str, Any] = json.loads(crypto.decrypt(base64.b64decode(request.session.get(name, ""))))
    except (InvalidTag, IndexError, ValueError, binascii.Error):
        return None
    return told if clock.now() < datetime.fromisoformat(told["until"]) else None
