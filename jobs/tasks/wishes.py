"""The night of the matching, and the end of sign-ups that nobody came to."""

from celery import shared_task

from jobs.services import matching, signups


@shared_task(name="jobs.match")
def match() -> None:
    """Every list of recommendations is worked out anew."""
    matching.match_all()


@shared_task(name="jobs.forget_sign_ups")
def forget_sign_ups() -> None:
    """Sign-ups whose days are over are forgotten."""
    signups.forget_old()
