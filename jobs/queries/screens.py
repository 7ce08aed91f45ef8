"""What the big screen of a station shows: its vacancies and those near by, events, policies, codes to scan."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import clock
from jobs.models import Event, Vacancy
from jobs.queries import codes
from jobs.queries import vacancies as query
from programmes.queries import applicable
from stations.models import Station

MOST = 60
MOST_EVENTS = 3
#: Policies beside so many events: the screen has no second page for them, and nobody scrolls it.
MOST_POLICIES = (8, 5, 4, 3)
#: What is worth a code on the wall, in this order: page, words, and whether it is asked for by the station's code.
CODES: tuple[tuple[str, Any, bool], ...] = (
    ("jobs:station_vacancy_list", pgettext_lazy("screen", "Vacancies"), True),
    ("jobs:signup_send", _("Sign up for work"), True),
    ("jobs:check_begin", _("What can I get?"), False),
    ("jobs:arrears_welcome", _("Report unpaid wages"), False),
    ("jobs:station_visit", _("This station"), True),
    ("jobs:event_browse", _("Job fairs and training"), False),
)


def of(station: Station) -> dict[str, Any]:
    """Everything on the screen; a fixed number of queries."""
    own = list(query.at_station(station)[:MOST])
    near: list[Vacancy] = []
    if len(own) < MOST:
        around = query.public(place=station.region_code[:6]).exclude(station=station).order_by("-published_at", "-pk")
        near = list(around[: MOST - len(own)])
    coming = events(station)
    told = policies(station)[: MOST_POLICIES[len(coming)]]
    return {"vacancies": [*own, *near], "events": coming, "policies": told, "codes": _codes(station)}


def events(station: Station) -> list[Event]:
    """What the station holds next, with its place."""
    return list(
        Event.objects.on_show(clock.now()).filter(station=station).select_related("region").order_by("begins_at")[:MOST_EVENTS]
    )


def policies(station: Station) -> list[str]:
    """Names of programmes that people can ask for here."""
    return [str(each["label"]) for each in applicable.open_to("person", station.region_code)]


def _codes(station: Station) -> list[dict[str, Any]]:
    return [
        {"words": words, "picture": codes.data_uri(codes.address(name, *([station.code] if of_station else [])))}
        for name, words, of_station in CODES
    ]
