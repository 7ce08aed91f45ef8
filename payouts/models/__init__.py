"""Money out and the bank's word back. Later modules may import earlier ones only."""

from payouts.models.batch import Batch, Collection, Sweep
from payouts.models.exceptions import BankException
from payouts.models.line import Line
from payouts.models.piece import InstructionPiece
from payouts.models.recovery import Recovery, RecoveryEntry, RecoveryItem, RecoveryPart
from payouts.models.word import Answer, Doubt, Result, Return

__all__ = [
    "Answer",
    "BankException",
    "Batch",
    "Collection",
    "Doubt",
    "InstructionPiece",
    "Line",
    "Recovery",
    "RecoveryEntry",
    "RecoveryItem",
    "RecoveryPart",
    "Result",
    "Return",
    "Sweep",
]
