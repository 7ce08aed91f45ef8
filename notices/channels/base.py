"""The contract between the outbox and a provider of text messages."""

from dataclasses import dataclass
from typing import Protocol


class NotTaken(Exception):
    """The provider did not take the message; `final` says that trying again is of no use."""

    def __init__(self, trouble: str, *, final: bool) -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.final = final


@dataclass(frozen=True)
class Receipt:
    """What the provider said on taking a message; `delivered` where it already knows."""

    reference: str
    delivered: bool = False


class Channel(Protocol):
    """Something that takes text messages."""

    def send(self, number: str, mobile: str, text: str) -> Receipt:
        """Hand over one message. The same `number` again is the same message; raises NotTaken."""
        ...
