"""The words of wage arrears: how a report comes in, where it stands, what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.states import Machine


class ArrearsState(models.TextChoices):
    """Where a report of unpaid wages stands."""

    RECEIVED = "received", pgettext_lazy("arrears", "received")
    REFUSED = "refused", pgettext_lazy("arrears", "not accepted")
    ACCEPTED = "accepted", pgettext_lazy("arrears", "accepted")
    MEDIATION = "mediation", pgettext_lazy("arrears", "in mediation")
    INSPECTION = "inspection", pgettext_lazy("arrears", "under inspection")
    SETTLED = "settled", pgettext_lazy("arrears", "settled, to be paid")
    HANDED_ON = "handed_on", pgettext_lazy("arrears", "handed on")
    CLOSED = "closed", pgettext_lazy("arrears", "closed")


A = ArrearsState
#: Accepted, and somebody works on it.
AT_WORK = (A.ACCEPTED, A.MEDIATION, A.INSPECTION, A.SETTLED)
#: The bureau has taken the matter on: the base of the closing rate.
TAKEN_ON = (*AT_WORK, A.HANDED_ON, A.CLOSED)
#: A clock runs in these.
CLOCKED = (A.RECEIVED, *AT_WORK)

ARREARS = Machine(
    "arrears",
    [
        ("accept", A.RECEIVED, A.ACCEPTED),
        ("refuse", A.RECEIVED, A.REFUSED),
        ("mediate", (A.ACCEPTED, A.INSPECTION), A.MEDIATION),
        ("inspect", (A.ACCEPTED, A.MEDIATION, A.SETTLED), A.INSPECTION),
        ("settle", (A.MEDIATION, A.INSPECTION), A.SETTLED),
        ("pay", A.ACCEPTED, A.ACCEPTED),
        ("pay", A.MEDIATION, A.MEDIATION),
        ("pay", A.INSPECTION, A.INSPECTION),
        ("pay", A.SETTLED, A.SETTLED),
        ("pay", A.HANDED_ON, A.HANDED_ON),
        ("close", AT_WORK, A.CLOSED),
        ("hand_on", AT_WORK, A.HANDED_ON),
        ("extend", A.ACCEPTED, A.ACCEPTED),
        ("extend", A.MEDIATION, A.MEDIATION),
        ("extend", A.INSPECTION, A.INSPECTION),
        *(("take_over", state, state) for state in (*AT_WORK, A.HANDED_ON)),
        *(("supervise", state, state) for state in (A.RECEIVED, *AT_WORK)),
        *(("lift", state, state) for state in (*TAKEN_ON, A.RECEIVED)),
        *(("link", state, state) for state in (A.RECEIVED, *TAKEN_ON)),
    ],
)


class Need(models.TextChoices):
    """What a reporter needs a helper for; a person calls back or comes."""

    DEAF = "deaf", _("I cannot hear")
    READING = "reading", _("I cannot read or write")
    MONGOLIAN = "mongolian", _("I speak Mongolian")
    OTHER = "other", pgettext_lazy("need", "I need help for another reason")


class CallWay(models.TextChoices):
    """How the helper reaches the person."""

    CALL = "call", _("telephone me")
    TEXT = "text", _("write me a text message")
    RELATIVE = "relative", _("telephone the relative or friend whose number I give")
    COME = "come", _("I come to the station")


class ReportWay(models.TextChoices):
    """How the report came in."""

    WEB = "web", pgettext_lazy("arrears", "by telephone page")
    DESK = "desk", pgettext_lazy("arrears", "at the desk")


class FileKind(models.TextChoices):
    """What was sent along."""

    VOICE = "voice", _("voice note")
    PHOTO = "photo", _("photo")


class RightBody(models.TextChoices):
    """Who is in charge where the bureau is not, or to whom the matter goes on."""

    ARBITRATION = "arbitration", _("labour dispute arbitration commission")
    COURT = "court", _("people's court")
    POLICE = "police", _("police: refusal to pay wages is a crime")
    ELSEWHERE = "elsewhere", _("labour inspection of another place")
    TRADE = "trade", _("authority in charge of the trade (construction, transport, water)")


#: A matter of the portal's own people is handed on to one of these; another place's inspection is asked before accepting.
HANDED_TO = (RightBody.ARBITRATION, RightBody.COURT, RightBody.POLICE, RightBody.ELSEWHERE)


class ArrearsOutcome(models.TextChoices):
    """What became of a matter that is closed."""

    PAID = "paid", pgettext_lazy("arrears", "paid as settled")
    PART = "part", pgettext_lazy("arrears", "paid in part, the worker lets the rest go")
    NOTHING = "nothing", pgettext_lazy("arrears", "no wages were owed")
    WITHDRAWN = "withdrawn", pgettext_lazy("arrears", "taken back by the worker")


class PayWay(models.TextChoices):
    """How recovered wages reached the worker."""

    TRANSFER = "transfer", _("bank transfer to the worker")
    CASH = "cash", _("cash, in the presence of the officer")
    WAGE_ACCOUNT = "wage_account", _("special account for wages of rural workers")
    DEPOSIT = "deposit", _("wage deposit of the construction firm")
    COURT = "court", _("through the court")
