"""The words of piece work: where an order stands, who paid, what became of a worker's "not right"."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.states import Machine


class PieceState(models.TextChoices):
    """Where an order stands."""

    OPEN = "open", pgettext_lazy("piece order", "running")
    CLOSED = "closed", pgettext_lazy("piece order", "finished")
    CANCELLED = "cancelled", pgettext_lazy("piece order", "called off")


class Payer(models.TextChoices):
    """Whose hand paid the workers in the evening; the money is the firm's in every case."""

    CASH = "cash", _("the firm, in cash")
    PHONE = "phone", _("the firm, by telephone payment")
    DEPOSIT = "deposit", _("the station, out of the firm's deposit")


class Movement(models.TextChoices):
    """What moves a deposit."""

    PAID_IN = "paid_in", _("paid in by the firm")
    RETURNED = "returned", _("given back to the firm")
    SETTLED = "settled", _("paid out to workers")


class DisputeOutcome(models.TextChoices):
    """What became of a worker's word that a receipt is not right."""

    CORRECTED = "corrected", _("right: corrected by a line of a later day")
    EXPLAINED = "explained", _("the receipt is right: explained to the worker")
    ARREARS = "arrears", _("wages not paid: goes on as a report of wage arrears")


#: Closed, an order takes no more days; called off only while nothing was settled, which Postgres holds too.
PIECE_ORDER = Machine(
    "piece_order",
    [
        ("close", PieceState.OPEN, PieceState.CLOSED),
        ("reopen", PieceState.CLOSED, PieceState.OPEN),
        ("cancel", PieceState.OPEN, PieceState.CANCELLED),
    ],
)
