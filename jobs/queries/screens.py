"""What the big screen of a station shows: its vacancies and those near by, events, policies, codes to scan."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jobs.models import Vacancy
from jobs.queries import codes
from jobs.queries import vacancies as query
from programmes.queries import applicable
from stations.models import Station

MOST = 60
MOST_POLICIES = 8
MOST_CODES = 5
#: What is worth a code on the wall, in this order: page, words, and whether it is asked for by the station's code. A page
#: that the portal does not have is left out.
CODES: tuple[tuple[str, Any, bool], ...] = (
    ("jobs:station_vacancy_list", pgettext_lazy("screen", "Vacancies"), True),
    ("jobs:signup_send", _("Sign up for work"), True),
    ("jobs:check_show", _("What can I get?"), False),
    ("jobs:arrears_welcome", _("Report unpaid wages"), False),
    ("stations:public_station_show", _("This station"), True),
    ("jobs:event_browse", _("Job fairs and training"), False),
)


def of(station: Station) -> dict[str, Any]:
    """Everything on the screen; a fixed number of queries."""
    own = list(query.at_station(station)[:MOST])
    near: list[Vacancy] = []
    if len(own) < MOST:
        around = query.public(place=station.region_code[:6]).exclude(station=station).order_by("-published_at", "-pk")
        near = list(around[: MOST - len(own)])
    return {"vacancies": [*own, *near], "events": events(station), "policies": policies(station), "codes": _codes(station)}


def events(_station: Station) -> list[dict[str, Any]]:
    """What comes next at the station: title, begins_at, place. Nothing until events have a table of their own."""
    return []


def policies(station: Station) -> list[str]:
    """Names of programmes that people can ask for here."""
    return [str(each["label"]) for each in applicable.open_to("person", station.region_code)][:MOST_POLICIES]


def _codes(station: Station) -> list[dict[str, Any]]:
    found = []
    for name, words, of_station in CODES:
        url = codes.address_if(name, *([station.code] if of_station else []))
        if url:
            found.append({"words": words, "picture": codes.data_uri(url)})
    return found[:MOST_CODES]
