"""The labour market on one page: every list of it, in the order of a station's day."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stations.queries import posts_of
from stations.states import CASE_ROLES, Role

OFFICERS = (Role.STATION, Role.ACCEPTANCE)
READERS = (*CASE_ROLES, Role.READER)

#: A part of the day: its word and its pages as (page, word, one line about it, posts that see it).
PARTS: tuple[tuple[Any, tuple[tuple[str, Any, Any, tuple[str, ...]], ...]], ...] = (
    (
        _("Posts and wishes"),
        (
            ("jobs:vacancy_list", _("Vacancies"), _("Log, check, publish, renew"), CASE_ROLES),
            ("jobs:wish_list", _("Wishes for work"), _("Who looks for which work, and what fits"), CASE_ROLES),
            ("jobs:referral_list", _("Referrals"), _("Who was sent where, and what came of it"), CASE_ROLES),
            ("jobs:followup_list", _("Follow-ups due"), _("Whom to ask how the work goes"), CASE_ROLES),
            ("jobs:signup_list", _("Sign-ups for work"), _("Who signed up by telephone and is not logged yet"), OFFICERS),
            ("jobs:vacancy_file_list", _("Files of departments"), _("Files of posts taken in"), CASE_ROLES),
        ),
    ),
    (
        _("Events and training"),
        (
            ("jobs:event_list", _("Events"), _("Fairs, stalls, talks: sign-up, check-in, result"), CASE_ROLES),
            ("jobs:course_list", _("Courses"), _("From the post needed to the certificate"), CASE_ROLES),
        ),
    ),
    (
        _("On the way"),
        (
            ("jobs:visit_list", _("Visits"), _("Planned and made, with the needs found"), CASE_ROLES),
            ("jobs:visitround_list", _("Rounds of visits"), _("Who visits whom by when"), CASE_ROLES),
            ("jobs:care_list", _("People looked after"), _("Key groups, and what is due for whom"), CASE_ROLES),
        ),
    ),
    (
        _("Piece work and services"),
        (
            ("jobs:pieceorder_list", _("Work by the piece"), _("Orders, roster, the evening's settlement"), CASE_ROLES),
            ("jobs:order_list", _("Services on demand"), _("Ordered, assigned, done, rated"), CASE_ROLES),
            ("jobs:provider_list", _("Providers of services"), _("Experts, mediators, volunteers, mentors"), CASE_ROLES),
            ("jobs:mentoring_list", _("Start-up mentoring"), _("Meetings and gaps"), CASE_ROLES),
            ("jobs:place_list", _("Beds and desks"), _("Bookings by day"), CASE_ROLES),
            ("jobs:arrears_list", _("Wage arrears"), _("Reports, terms, money recovered"), CASE_ROLES),
        ),
    ),
    (
        pgettext_lazy("labour", "Figures"),
        (
            ("portal:stationfigures_list", _("What stations did"), _("Month by month, beside the targets"), READERS),
            (
                "jobs:coverage_show",
                _("Fifteen minutes to a station"),
                _("Who lives within reach, and where the gaps are"),
                READERS,
            ),
        ),
    ),
)


class Door(NamedTuple):
    """A list behind the page: where it lies, its word, and a line about it."""

    url: str
    label: Any
    about: Any


class Part(NamedTuple):
    """A part of the day and its lists."""

    label: Any
    doors: list[Door]


def parts(user: Any) -> list[Part]:
    """What `user` may open, part by part; parts with nothing to open are left out."""
    roles = {post.role for post in posts_of(user)}
    told = [
        Part(label, [Door(reverse(name), word, about) for name, word, about, only in pages if roles & set(only)])
        for label, pages in PARTS
    ]
    return [part for part in told if part.doors]
