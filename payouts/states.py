"""What a batch and a line can be in, what may follow, and why a line is held."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.states import Machine


class BatchState(models.TextChoices):
    """The states of a batch; its lines share them until the bank has spoken of each."""

    COLLECTED = "collected", _("being collected")
    SEALED = "sealed", _("sealed, waits for release")
    RELEASED = "released", _("released, waits for sending")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent, waits for the bank")
    ANSWERED = "answered", _("answered in part")
    CLOSED = "closed", _("closed: every line is answered")
    DOUBTFUL = "doubtful", _("doubtful: did the bank get it?")
    CANCELLED = "cancelled", _("cancelled before release")


B = BatchState

BATCH = Machine(
    "batch",
    [
        ("seal", B.COLLECTED, B.SEALED),
        ("release", B.SEALED, B.RELEASED),
        ("cancel", B.SEALED, B.CANCELLED),
        ("call_back", B.RELEASED, B.SEALED),
        ("send", B.RELEASED, B.SENDING),
        ("hand_over", B.SENDING, B.SENT),
        ("doubt", B.SENDING, B.DOUBTFUL),
        ("confirm_sent", B.DOUBTFUL, B.SENT),
        ("confirm_lost", B.DOUBTFUL, B.CLOSED),
        ("answer", (B.SENT, B.ANSWERED), B.ANSWERED),
        ("close", (B.SENT, B.ANSWERED), B.CLOSED),
    ],
)

#: Money may have left the fund in these.
GONE_STATES = (B.SENDING, B.SENT, B.ANSWERED, B.CLOSED, B.DOUBTFUL)
#: An instruction file may be written in these: two people have spoken.
FILE_STATES = (B.RELEASED, *GONE_STATES)


class Standing(models.IntegerChoices):
    """What a line itself stores; everything later is told by the batch and by rows beside the line."""

    HELD = 0, _("held back")
    SEALED = 1, _("sealed in a batch")
    WITHDRAWN = 2, _("taken out before release")


class LineState(models.TextChoices):
    """What a line is in, as people speak of it; derived, see `Line.objects.with_state()`."""

    PLANNED = "planned", _("planned for the next collecting")
    HELD = "held", _("held back")
    SEALED = "sealed", _("sealed in a batch")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent to the bank")
    PAID = "paid", _("paid")
    FAILED = "failed", _("failed")
    DOUBTFUL = "doubtful", _("doubtful")
    RETURNED = "returned", _("returned by the bank")
    WITHDRAWN = "withdrawn", _("taken out before release")


class Hold(models.IntegerChoices):
    """Why a line is not paid now; where several apply, the first in the order of `queries.screening` is shown."""

    NONE = 0, _("nothing is in the way")
    CANCELLED = 1, _("the instalment was cancelled")
    DECEASED = 2, _("the person has died")
    CLAIM_ENDED = 3, _("the claim ended before this month")
    CLAIM_SUSPENDED = 4, _("the claim is suspended in this month")
    CLAIM_NOT_GRANTED = 5, _("the claim is not granted")
    AMOUNT_OUTSIDE_RULE = 6, _("the amount is outside the rule")
    NO_ACCOUNT = 7, _("no bank account")
    ACCOUNT_UNVERIFIED = 8, _("the account was not confirmed by a second person")
    NAME_DIFFERS = 9, _("the account's holder is not the person")
    NAME_UNSAFE = 10, _("the name holds a sign that no bank file can carry")
    PAID_BEFORE = 11, _("this month is paid, or being paid, on an earlier claim")
    ACCOUNT_CHANGED = 12, _("the account was changed after sealing")
    BANK_DISAGREES = 14, _("the bank says that an earlier try was paid after all")
    NOT_CERTIFIED = 13, _("the month is not certified")
    SET_OFF = 15, _("set off against what is to be recovered")
    EMPLOYED = 16, _("a hire record covers this month")


#: What the clerk does about it, one sentence each.
WAY_OUT = {
    Hold.CANCELLED: _("Nothing: it will never be paid."),
    Hold.DECEASED: _("Check the death with the station; end the claim. What was due before the death goes to the heirs by hand."),
    Hold.CLAIM_ENDED: _("Nothing, unless the claim was ended by mistake: then ask the second checker."),
    Hold.CLAIM_SUSPENDED: _("Wait: the line is collected after the claim is resumed."),
    Hold.CLAIM_NOT_GRANTED: _("Ask the second checker how the instalment came about."),
    Hold.AMOUNT_OUTSIDE_RULE: _(
        "Ask the second checker to assess again: the amount is above what the rule allows for this month."
    ),
    Hold.NO_ACCOUNT: _("Ask the station to record the person's own account."),
    Hold.ACCOUNT_UNVERIFIED: _("Ask the station to have a second person confirm the account."),
    Hold.NAME_DIFFERS: _("Ask the station: the account must be the person's own; correct the name or the account."),
    Hold.NAME_UNSAFE: _("Ask the station to correct the name of the account's holder."),
    Hold.PAID_BEFORE: _("Nothing, if the earlier payment stands; otherwise settle that one with the bank first."),
    Hold.NOT_CERTIFIED: _("Ask the station to certify the month with the person; the next collecting takes the line along."),
    Hold.BANK_DISAGREES: _("Settle the bank exception about the earlier try; until then nothing is paid."),
    Hold.SET_OFF: _("Nothing: it counts as repaid; where the set-off is taken back, the next collecting pays it."),
    Hold.EMPLOYED: _("Nothing, unless the hire record is wrong: then the banner strikes it out, and the objection is decided."),
    Hold.ACCOUNT_CHANGED: _("Nothing: the next collecting takes the line along with the new account."),
}


#: What follows the bank's word that a line failed or came back.
AFTER_FAILURE = _(
    "The station asks the person for the right account and a second person confirms it; the next collecting pays with a new line."
)
#: The same where nothing is wrong with the account.
AGAIN = _("The bank never got it: the next collecting pays with a new line to the same account.")


class AccountTrouble(models.TextChoices):
    """What a desk must bring a person's account for."""

    MISSING = "missing", _("no confirmed account")
    NAME = "name", _("the holder's name does not fit")
    REFUSED = "refused", _("the bank refused the account")


class DoubtWord(models.TextChoices):
    """What the bank said when it was asked."""

    HAS_IT = "has_it", _("the bank has it")
    NEVER_GOT_IT = "never_got_it", _("the bank never got it")


class Outcome(models.IntegerChoices):
    """The bank's word on one line, once and for ever."""

    PAID = 1, _("paid")
    FAILED = 2, _("failed")


class CollectionState(models.TextChoices):
    """A collect somebody asked for: the row is the work order."""

    ASKED = "asked", _("waits for a worker")
    RUNNING = "running", _("being worked on")
    DONE = "done", _("done")
    REFUSED = "refused", _("not carried out")


class ExceptionKind(models.TextChoices):
    """What the bank said that nobody may guess about."""

    UNKNOWN_LINE = "unknown_line", _("no line has this number")
    OTHER_BATCH = "other_batch", _("the line belongs to another batch than the file")
    NOT_SENT = "not_sent", _("the line was never sent")
    DUPLICATE = "duplicate", _("the line stands in the file twice")
    WRONG_AMOUNT = "wrong_amount", _("the amount is not the one sent")
    WRONG_ACCOUNT = "wrong_account", _("the account is not the one sent")
    CONTRADICTION = "contradiction", _("contradicts what the bank said before")
    SUCCESS_AFTER_FAILURE = "success_after_failure", _("paid, after the bank had said failed")
    RETURN_UNPAID = "return_unpaid", _("came back without having been paid")
    RETURN_AGAIN = "return_again", _("came back a second time")
    GROUP_ONLY = "group_only", _("speaks of the whole batch, of no line")


class Settlement(models.TextChoices):
    """How two people settle what nobody may guess about."""

    NOTED = "noted", _("noted: it changes nothing")
    PAID = "paid", _("the money reached the person")
    FAILED = "failed", _("the money did not leave: it failed")
    RETURNED = "returned", _("the money came back")


class Cause(models.TextChoices):
    """Why what was paid has to come back."""

    HIRED = "hired", _("paid for months that a hire record covers")
    EMPLOYED = "employed", _("paid for months after a new job began")
    DEATH = "death", _("paid for months after the death")
    PENSION = "pension", _("paid for months with a pension")
    REFUSED_OFFER = "refused_offer", _("paid after suitable work or training was refused")
    ENDED = "ended", _("paid for months after the entitlement had ended")
    DUPLICATE = "duplicate", _("paid twice")
    WRONG_AMOUNT = "wrong_amount", _("paid with a wrong amount")
    FRAUD = "fraud", _("obtained by fraud")
    LOAN = "loan", _("lent without interest, to be repaid as granted")


#: What people find; the machine alone opens what was lent.
FINDABLE = [(cause.value, cause.label) for cause in Cause if cause != Cause.LOAN]


class RecoveryState(models.TextChoices):
    """The states of a recovery."""

    FOUND = "found", _("found, to be examined")
    PROPOSED = "proposed", _("waits for the order")
    ORDERED = "ordered", _("ordered to be repaid")
    REPAYING = "repaying", _("being repaid in parts")
    SETTLED = "settled", _("repaid")
    SET_OFF = "set_off", _("set off")
    WRITTEN_OFF = "written_off", _("written off")
    CANCELLED = "cancelled", _("cancelled")


R = RecoveryState

RECOVERY = Machine(
    "recovery",
    [
        ("propose", R.FOUND, R.PROPOSED),
        ("send_back", R.PROPOSED, R.FOUND),
        ("order", R.PROPOSED, R.ORDERED),
        ("agree", (R.ORDERED, R.REPAYING), R.REPAYING),
        ("settle", (R.ORDERED, R.REPAYING), R.SETTLED),
        ("set_off", (R.ORDERED, R.REPAYING), R.SET_OFF),
        ("write_off", (R.ORDERED, R.REPAYING), R.WRITTEN_OFF),
        ("dismiss", (R.FOUND, R.PROPOSED), R.CANCELLED),
        ("revoke", (R.ORDERED, R.REPAYING), R.CANCELLED),
    ],
)

#: The books hold a receivable in these.
OWED_STATES = (R.ORDERED, R.REPAYING)


class EntryKind(models.TextChoices):
    """What makes a debt smaller."""

    PAID_IN = "paid_in", _("money received")
    SET_OFF = "set_off", _("instalment set off")
    WRITE_OFF = "write_off", _("amount written off")


#: Causes for which payment stops while it is looked at.
STOPS_PAYMENT = (
    Cause.HIRED, Cause.EMPLOYED, Cause.DEATH, Cause.PENSION, Cause.REFUSED_OFFER, Cause.ENDED, Cause.FRAUD,
)  # fmt: skip
