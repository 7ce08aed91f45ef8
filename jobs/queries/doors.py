"""What the public finds without an account: each page by its name."""

from dataclasses import dataclass

from django.urls import reverse
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
    ("jobs:order_ask", _("Order a service"), _("Experts, mediators, mentors and volunteers come to you.")),
    ("jobs:arrears_welcome", _("My wages were not paid"), _("Report it; your employer does not learn who you are.")),
    ("jobs:policy_list", _("Policies in plain words"), _("Who gets what, how much, and which papers to bring.")),
    ("cases:publicity_list", _("Who is to be granted what"), _("The lists under publicity; anybody may object.")),
)
#: What the page of a station leads to; each takes the station's code, those of ASKED behind the question mark.
OF_STATION: tuple[tuple[str, Words], ...] = (
    ("jobs:station_vacancy_list", _("Vacancies of this station")),
    ("jobs:signup_send", _("Sign up for work")),
)
ASKED: tuple[tuple[str, Words], ...] = (
    ("jobs:event_browse", _("Events of this station")),
    ("jobs:arrears_welcome", _("My wages were not paid")),
)


def front() -> list[Door]:
    """The doors of the front page."""
    return [Door(label, hint, reverse(name)) for name, label, hint in FRONT]


def of_station(code: str) -> list[Door]:
    """Where the page of a station leads."""
    own = [Door(label, "", reverse(name, args=[code])) for name, label in OF_STATION]
    return [*own, *(Door(label, "", f"{reverse(name)}?station={code}") for name, label in ASKED)]
