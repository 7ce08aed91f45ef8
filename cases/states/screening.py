"""The words of grants without an application (免申即享): a round, what it finds of each unit, what the unit answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.states import Machine


class RoundState(models.TextChoices):
    """The states of a round; whether a screening of it is asked for stands beside them."""

    ORDERED = "ordered", pgettext_lazy("round", "waits for its screening")
    SCREENED = "screened", pgettext_lazy("round", "screened")
    ASKING = "asking", pgettext_lazy("round", "units are asked")
    FIRST_CHECKED = "first_checked", pgettext_lazy("round", "second check")
    APPROVAL = "approval", pgettext_lazy("round", "approval")
    LAUNCHED = "launched", pgettext_lazy("round", "on its way to publicity")


R = RoundState

#: `ask` is left out by programmes that pay nobody: there is no account to confirm.
ROUND = Machine(
    "round",
    [
        ("screen", R.ORDERED, R.SCREENED),
        ("screen_again", (R.SCREENED, R.ASKING, R.FIRST_CHECKED, R.APPROVAL, R.LAUNCHED), R.SCREENED),
        ("ask", (R.SCREENED, R.ASKING), R.ASKING),
        ("pass_first", (R.SCREENED, R.ASKING), R.FIRST_CHECKED),
        ("give_back", (R.FIRST_CHECKED, R.APPROVAL), R.SCREENED),
        ("escalate", R.FIRST_CHECKED, R.APPROVAL),
        ("launch", (R.FIRST_CHECKED, R.APPROVAL), R.LAUNCHED),
    ],
)


class Finding(models.TextChoices):
    """What a round finds of a unit."""

    QUALIFIED = "qualified", _("qualified")
    EXCLUDED = "excluded", pgettext_lazy("round", "excluded")
    PARKED = "parked", _("parked: a person must look")


class Why(models.TextChoices):
    """Why a unit is excluded or parked, beside the conditions that it does not meet."""

    CLAIMED = "claimed", _("claimed or granted already")
    CLOSED = "closed", _("the unit has closed")
    UNASSESSABLE = "unassessable", _("a fact is missing")
    AGENCY = "agency", _("labour dispatch agency: applies by itself")
    NO_ACCOUNT = "no_account", _("no confirmed corporate account")
    TAKEN_OUT = "taken_out", _("taken out by a checker")
    DECLINED = "declined", _("the unit does not want it")
    WRONG_ACCOUNT = "wrong_account", _("the unit says that the account is wrong")
    UNANSWERED = "unanswered", _("the unit did not answer in time")
    CHANGED = "changed", _("the register has changed since the screening")


#: A person's word stands behind these: another screening leaves them.
HELD = (Why.TAKEN_OUT, Why.DECLINED, Why.WRONG_ACCOUNT, Why.UNANSWERED)


class Answer(models.TextChoices):
    """What a unit says to the question whether its account is right; nothing while it has not answered."""

    WAITING = "", _("not answered yet")
    CONFIRMED = "confirmed", _("account confirmed")
    DECLINED = "declined", pgettext_lazy("answer of a unit", "declined")
    WRONG = "wrong", _("account wrong")
    SILENT = "silent", _("confirmed by silence")
    LATE = "late", _("not answered in time")


#: What a person says; silence and lateness are the machine's word.
SAID = (Answer.CONFIRMED, Answer.DECLINED, Answer.WRONG)
#: With these the unit's grant goes on.
AGREED = (Answer.CONFIRMED, Answer.SILENT)


class AnswerWay(models.TextChoices):
    """How the answer of a unit came."""

    PAGE = "page", _("page of the unit")
    WINDOW = "window", _("service window")
    TELEPHONE = "telephone", _("by telephone")
    PAPER = "paper", _("on paper")
