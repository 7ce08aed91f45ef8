"""The words of vacancies: who offers one, how it pays, where it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.states import Machine


class Employer(models.TextChoices):
    """Who offers the work."""

    UNIT = "unit", pgettext_lazy("employer", "unit")
    HOUSEHOLD = "household", pgettext_lazy("employer", "household")


class Post(models.TextChoices):
    """Posts of the market and posts of a policy are counted apart (A68)."""

    MARKET = "market", _("market post")
    POLICY = "policy", _("policy post")


class PayUnit(models.TextChoices):
    """What the pay is for."""

    MONTH = "month", _("a month")
    DAY = "day", _("a day")
    HOUR = "hour", _("an hour")
    PIECE = "piece", _("a piece")


#: Pay as it is read aloud, by what it is for.
PAY_WORDS = {
    PayUnit.MONTH: _("%(pay)s yuan a month"),
    PayUnit.DAY: _("%(pay)s yuan a day"),
    PayUnit.HOUR: _("%(pay)s yuan an hour"),
    PayUnit.PIECE: _("%(pay)s yuan a piece"),
}


class PayDay(models.TextChoices):
    """When it is paid."""

    MONTHLY = "monthly", _("every month")
    WEEKLY = "weekly", _("every week")
    DAILY = "daily", _("every day")
    DONE = "done", _("when the work is done")


class Hours(models.TextChoices):
    """When the work is done."""

    FULL = "full", _("full time")
    SHIFTS = "shifts", _("in shifts")
    PART = "part", _("part time")
    SCHOOL = "school", _("while children are at school")
    EVENING = "evening", _("evenings or nights")
    FLEXIBLE = "flexible", _("as agreed, day by day")
    HOME = "home", _("at home")


class Insurance(models.TextChoices):
    """How whoever takes the post is insured."""

    EMPLOYEE = "employee", _("insured as an employee")
    INJURY = "injury", _("insured against work injury")
    NONE = "none", _("no insurance by the employer")


class Schooling(models.TextChoices):
    """The least schooling asked for."""

    ANY = "any", _("none asked for")
    MIDDLE = "middle", _("junior middle school")
    HIGH = "high", _("senior middle or vocational school")
    COLLEGE = "college", _("junior college")
    DEGREE = "degree", _("bachelor's degree or more")


class Source(models.TextChoices):
    """How the vacancy came to the portal."""

    DESK = "desk", _("logged at a station")
    FILE = "file", _("collected from a department by file")
    VISIT = "visit", _("found on a visit")
    EVENT = "event", _("brought to an event")


class VacancyState(models.TextChoices):
    """Whether it may be seen; that its days are over is told by `valid_until` alone."""

    DRAFT = "draft", pgettext_lazy("vacancy", "draft")
    WAITING = "waiting", pgettext_lazy("vacancy", "waits for a check by the bureau")
    PUBLISHED = "published", pgettext_lazy("vacancy", "published")
    REFUSED = "refused", pgettext_lazy("vacancy", "not published")
    FILLED = "filled", pgettext_lazy("vacancy", "filled")
    CLOSED = "closed", pgettext_lazy("vacancy", "withdrawn")


V = VacancyState

#: `publish` is the station's own word where the check finds nothing; what it finds an officer of the bureau decides.
VACANCY = Machine(
    "vacancy",
    [
        ("publish", (V.DRAFT, V.WAITING), V.PUBLISHED),
        ("submit", V.DRAFT, V.WAITING),
        ("refuse", V.WAITING, V.REFUSED),
        ("amend", (V.DRAFT, V.WAITING, V.REFUSED, V.PUBLISHED), V.DRAFT),
        ("fill", V.PUBLISHED, V.FILLED),
        ("reopen", (V.FILLED, V.CLOSED), V.PUBLISHED),
        ("close", (V.DRAFT, V.WAITING, V.PUBLISHED, V.REFUSED), V.CLOSED),
    ],
)
