"""The bank's answer: read whole in one transaction, or not at all."""

from payouts.services.answers.reading import Reading, read

__all__ = ["Reading", "read"]
