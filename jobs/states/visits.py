"""The words of visits: why a round was planned, what became of a visit, what was found to be needed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.states import Machine


class RoundKind(models.TextChoices):
    """How the list of a round was chosen."""

    UNITS = "units", _("units not visited for long")
    PEOPLE = "people", _("people of key groups not met for long")
    COMMUNITY = "community", _("everybody of a community")


class VisitState(models.TextChoices):
    """A visit is due, or was made, or will not be made."""

    PLANNED = "planned", pgettext_lazy("visit", "to be made")
    MET = "met", pgettext_lazy("visit", "met")
    MISSED = "missed", pgettext_lazy("visit", "nobody met")
    DROPPED = "dropped", pgettext_lazy("visit", "will not be made")


class Need(models.TextChoices):
    """What was found: tasks of the campaign for enterprises, and what a resident may ask for."""

    STAFF = "staff", _("wants staff")
    LOAN = "loan", _("wants a loan")
    SKILLS = "skills", _("wants its staff trained")
    SUBSIDY = "subsidy", _("asks for subsidies and refunds")
    OWED = "owed", _("is owed money by an authority or a firm")
    PERMIT = "permit", _("waits for a permit")
    TENDER = "tender", _("was shut out of a tender")
    INNOVATION = "innovation", _("asks for help with innovation")
    INSPECTION = "inspection", _("complains about inspections")
    ORDERS = "orders", _("looks for orders and markets")
    WORK = "work", _("wants work")
    TRAINING = "training", _("wants training")
    BENEFIT = "benefit", _("asks for a benefit or subsidy")
    STARTUP = "startup", _("wants to start a business")
    WAGES = "wages", _("is owed wages")
    INSURANCE = "insurance", _("asks about social insurance")
    HARDSHIP = "hardship", _("lives in hardship")


#: What a unit is asked about: staff, money for staff, and the seven tasks of the campaign for enterprises (助企行动).
NEEDS_OF_UNITS = (
    Need.STAFF, Need.LOAN, Need.SKILLS, Need.SUBSIDY, Need.OWED, Need.PERMIT, Need.TENDER, Need.INNOVATION, Need.INSPECTION,
    Need.ORDERS,
)  # fmt: skip
NEEDS_OF_PEOPLE = (
    Need.WORK, Need.TRAINING, Need.BENEFIT, Need.STARTUP, Need.WAGES, Need.INSURANCE, Need.HARDSHIP,
)  # fmt: skip

V = VisitState

VISIT = Machine(
    "visit",
    [
        ("meet", V.PLANNED, V.MET),
        ("miss", V.PLANNED, V.MISSED),
        ("drop", V.PLANNED, V.DROPPED),
        ("replan", V.PLANNED, V.PLANNED),
    ],
)
