"""How a text message leaves the house: one interface, an adapter a provider, chosen by settings."""

from notices.channels.base import Channel, NotTaken, Receipt
from notices.channels.http import HttpChannel
from notices.channels.page import PageChannel


def channel(url: str, key: str, wait_seconds: float) -> Channel:
    """The provider at `url`, or, where none is set, the page of the demo on which every message can be read."""
    return HttpChannel(url, key, wait_seconds) if url else PageChannel()


__all__ = ["Channel", "NotTaken", "Receipt", "channel"]
