"""From the station's word to the job, and what is asked afterwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.states import Machine


class ReferralState(models.TextChoices):
    """Where a referral stands."""

    REFERRED = "referred", pgettext_lazy("referral", "referred")
    INTERVIEW = "interview", pgettext_lazy("referral", "invited to an interview")
    HIRED = "hired", pgettext_lazy("referral", "hired")
    NOT_HIRED = "not_hired", pgettext_lazy("referral", "not hired")
    NO_SHOW = "no_show", pgettext_lazy("referral", "did not come")
    FALLEN_OUT = "fallen_out", pgettext_lazy("referral", "fallen out again")


R = ReferralState
OPEN = (R.REFERRED, R.INTERVIEW)
#: While one of these stands, nobody refers the same person to the same vacancy again.
STANDING = (*OPEN, R.HIRED)

REFERRAL = Machine(
    "referral",
    [
        ("invite", OPEN, R.INTERVIEW),
        ("hire", OPEN, R.HIRED),
        ("refuse", OPEN, R.NOT_HIRED),
        ("miss", OPEN, R.NO_SHOW),
        ("fall_out", R.HIRED, R.FALLEN_OUT),
    ],
)


class NotHired(models.TextChoices):
    """Why nothing came of it."""

    FILLED = "filled", _("the post was given to somebody else")
    SKILLS = "skills", _("skills or experience did not suffice")
    HEALTH = "health", _("health or strength did not allow it")
    PAY = "pay", _("the resident declined: pay")
    HOURS = "hours", _("the resident declined: hours")
    DISTANCE = "distance", _("the resident declined: too far")
    FAMILY = "family", _("the resident declined: children or elders")
    UNTRUE = "untrue", _("the post was not as it had been described")
    OTHER = "other", _("another reason")


class FellOut(models.TextChoices):
    """Why somebody who was hired works there no more."""

    PAY = "pay", _("pay was less or late")
    HOURS = "hours", _("hours or strain")
    FAMILY = "family", _("children or elders")
    HEALTH = "health", _("health")
    DISMISSED = "dismissed", _("dismissed by the employer")
    ENDED = "ended", _("the work ended")
    BETTER = "better", _("found something better")
    OTHER = "other", _("another reason")


class FoundAt(models.TextChoices):
    """What a follow-up found; whoever left is recorded as fallen out instead."""

    WELL = "well", _("works there, all is well")
    TROUBLE = "trouble", _("works there, needs help")
    UNREACHED = "unreached", _("could not be reached")
