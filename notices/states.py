"""What people are told of, and what can become of a text message."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What somebody must be told, each with its own place in the timetable of reminders."""

    CERTIFICATION = "certification", _("monthly certification due")
    BENEFIT_ENDS = "benefit_ends", _("benefit ends soon")
    CORRECTION_OVERDUE = "correction_overdue", _("correction overdue")
    CLOCK_YELLOW = "clock_yellow", _("claim past 80 % of its time")
    CLOCK_RED = "clock_red", _("claim overdue")
    BATCH_WAITING = "batch_waiting", _("batch waits for release")
    ANSWER_MISSING = "answer_missing", _("bank answer missing")
    CORRECTION_ASKED = "correction_asked", _("correction asked for")
    DECIDED = "decided", _("claim decided")
    RERATED = "rerated", _("benefit re-rated")
    ENDED_BY_JOB = "ended_by_job", _("benefit ended by a job")
    PAYMENT_FAILED = "payment_failed", _("payment failed")
    REPAYMENT_DUE = "repayment_due", _("repayment due soon")
    REPAYMENT_LATE = "repayment_late", _("repayment late")
    RENEWAL = "renewal", _("term ends, may be renewed")
    VACANCY_ENDS = "vacancy_ends", _("vacancy ends soon")
    VISITS_LATE = "visits_late", _("visits late")
    UNIT_ASKED = "unit_asked", _("unit asked to confirm its account")
    STAFF_REPORT = "staff_report", _("staff report of a sample firm missing")
    UNIT_LEFT_OUT = "unit_left_out", _("unit left out of a round")
    ORDER_PLACED = "order_placed", _("service ordered")
    ORDER_ASKED = "order_asked", _("provider asked for a service")
    ORDER_DONE = "order_done", _("service done, to be rated")
    PIECE_RECEIPT = "piece_receipt", _("receipt for piece work")
    MATTER_RECEIPT = "matter_receipt", _("receipt of a matter")
    FOLLOW_UP = "follow_up", _("somebody who was hired is to be asked after")


class MessageState(models.TextChoices):
    """The life of one text message: claimed by one sender at a time, tried again with the same number."""

    QUEUED = "queued", _("waits")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("taken by the provider")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("failed")


#: Minutes until the next try after the n-th one failed; after the last one the message has failed.
RETRY_MINUTES = (1, 5, 30, 120, 720)
#: A sender that has not reported for so long is taken for dead; the provider knows the message by its number.
LEASE_MINUTES = 5
#: Nobody is woken: messages leave between these hours of Beijing time.
QUIET_FROM, QUIET_UNTIL = 21, 8
