"""What the public finds without an account: each page by its name, shown as soon as the portal has it."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Door:
    """A way in: its words, what lies behind it, and the address."""

    label: Words
    hint: Words
    url: str


#: The front page, in the order in which people ask.
FRONT: tuple[tuple[str, Words, Words], ...] = (
    ("jobs:check_begin", _("What can I get?"), _("A few questions, and which benefits and subsidies are likely for you.")),
    ("jobs:station_find", _("Find a station"), _("Address, telephone and hours of the stations near you.")),
    ("jobs:public_vacancy_list", _("Vacancies"), _("Work near you, checked by the stations.")),
    ("jobs:event_browse", _("Job fairs and courses"), _("When and where; sign up without an account.")),
    ("portal:claim_state_ask", _("How far is my claim?"), _("With its number and the mobile that you left with us.")),
    ("jobs:arrears_welcome", _("My wages were not paid"), _("Report it; your employer does not learn who you are.")),
    ("jobs:policy_list", _("Policies in plain words"), _("Who gets what, how much, and which papers to bring.")),
    ("cases:publicity_list", _("Who is to be granted what"), _("The lists under publicity; anybody may object.")),
)
#: What the page of a station leads to; each takes the station's code.
OF_STATION: tuple[tuple[str, Words, Words], ...] = (
    ("jobs:station_vacancy_list", _("Vacancies of this station"), ""),
    ("jobs:station_event_list", _("Events of this station"), ""),
)
BY_ITSELF: tuple[tuple[str, Words, Words], ...] = (
    ("jobs:event_browse", _("Job fairs and courses"), ""),
    ("jobs:check_begin", _("What can I get?"), ""),
)


def front() -> list[Door]:
    """The doors of the front page that can be opened."""
    return _standing(FRONT)


def of_station(code: str) -> list[Door]:
    """Where the page of a station leads."""
    return [*_standing(OF_STATION, code), *_standing(BY_ITSELF)]


def _standing(doors: tuple[tuple[str, Words, Words], ...], *args: Any) -> list[Door]:
    found = []
    for name, label, hint in doors:
        try:
            found.append(Door(label, hint, reverse(name, args=args)))
        except NoReverseMatch:
            continue
    return found
