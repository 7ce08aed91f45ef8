"""The demo's channel: nothing leaves the house, the outbox page shows what would have."""

from notices.channels.base import NotTaken, Receipt


class PageChannel:
    """Takes every message to a whole number as delivered."""

    def send(self, number: str, mobile: str, text: str) -> Receipt:
        """The message counts as delivered; a missing mobile is refused for good, as a provider would."""
        if len(mobile) != 11:
            raise NotTaken("no mobile number", final=True)
        return Receipt(reference=f"page-{number}", delivered=True)
