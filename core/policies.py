"""How the house says no: a refusal is a sentence for the reader, never a bare error."""

from typing import Any


class Refused(Exception):
    """A service declined to act; `sentence` tells the reader why and the way out, `field` names what to mend."""

    def __init__(self, sentence: Any, field: str | None = None, code: str = "refused") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.code = code

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(Refused):
    """The actor's posts do not carry this act, or another person must do it."""


def require(allowed: object, sentence: Any) -> None:
    """Raise NotAllowed with `sentence` unless `allowed` is exactly True: no answer means no."""
    if allowed is not True:
        raise NotAllowed(sentence, code="not_allowed")


def constraint_of(error: Exception) -> str:
    """The name of the constraint that the database refused by; nothing where it does not say."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", None) or "")
