"""Signing in and out: who may, how many wrong passwords are borne from where, and what the audit keeps of it.

Why these walls and not one lock on the name: docs/decisions/005-signing-in.md.
"""

from typing import Any

from axes.utils import reset
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db import transaction

from core import audit, crypto
from stations.models import User
from stations.services.machine import machine_user
from stations.services.walls import Wall

#: A machine on which this person has signed in before has its own count: nobody elsewhere can lock it.
DEVICE = Wall("device", 5, 15 * 60)
#: All machines on which the person never signed in, together: what a crowd of addresses may try on one name.
STRANGERS = Wall("strangers", 30, 24 * 3600)
#: One address over all names: thirty stations may stand behind it, a list of guessed names may not pass.
ADDRESS = Wall("address", 150, 15 * 60)


class StaffBackend(ModelBackend):
    """Passwords of staff. The machine, people who left and, in production, demo accounts are nobody."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Also asked at each request, so a session ends with the account."""
        if user.is_machine or (user.is_demo and settings.PORTAL_PRODUCTION):
            return False
        return bool(super().user_can_authenticate(user))


def known_name(username: str) -> User | None:
    """The account of that name, if there is one."""
    return get_user_model().objects.filter(username__iexact=username).first()


def must_wait(*, username: str, address: str, device: str) -> bool:
    """Whether a wall stands before this attempt; `device` is "" where the person never signed in on that machine."""
    walls = [(ADDRESS, address), (DEVICE, device) if device else (STRANGERS, username)]
    return any(wall.stands(value) for wall, value in walls)


@transaction.atomic
def note_failure(*, username: str, address: str, device: str) -> None:
    """A wrong password is counted at each wall, and recorded with the person meant where there is one."""
    ADDRESS.count(address)
    if device:
        DEVICE.count(device)
    else:
        STRANGERS.count(username)
    _record("account.sign_in_failed", username, known_device=bool(device))


@transaction.atomic
def note_locked(*, username: str) -> None:
    """An attempt was turned away unread."""
    _record("account.locked", username)


@transaction.atomic
def note_signed_in(*, user: User, device: str, known: bool) -> None:
    """The person is in, and her machine's count starts anew."""
    DEVICE.forget(device)
    audit.record(user, "account.signed_in", user, region=user.region_id or "", known_device=known)


@transaction.atomic
def note_signed_out(*, user: User) -> None:
    """The person went."""
    audit.record(user, "account.signed_out", user, region=user.region_id or "")


def forget_failures(*, username: str) -> None:
    """Nothing that was tried on this name counts any more, except against the addresses it came from."""
    reset(username=username)
    STRANGERS.forget(username)


def _record(verb: str, username: str, **data: Any) -> None:
    machine = machine_user()
    user = known_name(username)
    if user is None:
        # What stands in the name field may be a password or anything else: only its keyed digest is kept.
        data["name_digest"] = crypto.blind_index("username", username).hex()[:16]
    audit.record(machine, verb, user or machine, region=(user.region_id or "") if user else "", **data)
