"""The instruction of a released batch, laid ready: a thousand lines a row, enciphered as one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payouts.models.batch import Batch


class InstructionPiece(models.Model):
    """The text of the lines of one piece (`sealing.PIECE`), as the bank will read them.

    It opens only for the very lines that it was made of. What is lost here can be made again of the lines, so nothing guards
    these rows.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="pieces", db_index=False)
    place = models.IntegerField()
    cipher = models.BinaryField()

    class Meta:
        verbose_name = _("piece of an instruction")
        verbose_name_plural = _("pieces of instructions")
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="instructionpiece_one_a_place")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.place}"
