"""The words of events: what they are, where they stand, and how somebody comes to one."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.states import Machine


class EventKind(models.TextChoices):
    """What is held (A18, A23, A58, A76, A84)."""

    JOB_FAIR = "job_fair", _("job fair")
    CAMPUS_FAIR = "campus_fair", _("campus fair")
    LIVE_STREAM = "live_stream", _("live stream of jobs")
    MOBILE_STALL = "mobile_stall", _("mobile stall")
    TALK = "talk", _("talk on training")
    FIRST_AID = "first_aid", _("first-aid stall")
    ARBITRATION = "arbitration", _("evening of arbitrators")


class EventState(models.TextChoices):
    """Whether the public sees it and may sign up."""

    PLANNED = "planned", pgettext_lazy("event", "planned")
    PUBLISHED = "published", pgettext_lazy("event", "published")
    CANCELLED = "cancelled", pgettext_lazy("event", "cancelled")
    OVER = "over", pgettext_lazy("event", "over")


#: `end` is done by the timetable when the hours are over.
EVENT = Machine(
    "event",
    [
        ("publish", EventState.PLANNED, EventState.PUBLISHED),
        ("cancel", (EventState.PLANNED, EventState.PUBLISHED), EventState.CANCELLED),
        ("end", EventState.PUBLISHED, EventState.OVER),
    ],
)


class VisitorState(models.TextChoices):
    """What a sign-up is worth; that somebody came is told by the moment of arrival alone."""

    PLACED = "placed", _("has a place")
    WAITING = "waiting", _("on the waiting list")
    GONE = "gone", _("gave up")
    DOOR = "door", _("came without a place")


class Came(models.TextChoices):
    """How a sign-up or an arrival was written down."""

    WEB = "web", _("signed up on the page")
    PHONE = "phone", _("own telephone at the door")
    DESK = "desk", _("entered at the desk")
