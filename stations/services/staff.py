"""Accounts of staff: made, mended, given a one-time password, closed. Never one's own, never a neighbour's."""

import re
import secrets
import unicodedata
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.policies import Refused, require
from stations.models import Region, User
from stations.policies import can_administer_region, can_administer_user
from stations.services import signin

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}", re.ASCII)
#: Without characters that are taken for each other when read out on the telephone.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"

NEXT_DOOR = _("This account belongs to another bureau. Ask the administrator there.")
ONESELF = _("Nobody administers the own account. Ask another administrator.")


class Issued(NamedTuple):
    """An account, and the password that is shown once and kept nowhere."""

    user: User
    one_time_password: str


def one_time_password() -> str:
    """Sixteen letters in groups of four, about 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(4))


def clean_username(text: str) -> str:
    """The one spelling of a user name; raises Refused where it is none."""
    name = unicodedata.normalize("NFKC", text).strip().casefold()
    if not USERNAME.fullmatch(name):
        raise Refused(
            _("A user name has 3 to 60 characters: small letters, digits and . - _ after the first letter or digit."),
            field="username",
            code="username_format",
        )
    return name


@transaction.atomic
def create(*, actor: User, username: str, name: str, region_code: str, phone: str = "", with_password: bool = True) -> Issued:
    """A new person of the bureau, without any post yet, who must change the one-time password at first sign-in.

    Without a password nobody can sign in on the account before `reset_password` gives one.
    """
    require(can_administer_region(actor, region_code), NEXT_DOOR)
    username = clean_username(username)
    if signin.known_name(username) is not None:
        raise Refused(_("Somebody has this user name already."), field="username", code="username_taken")
    password = one_time_password() if with_password else None
    user = User.objects.create_user(
        username,
        password,
        name=name.strip(),
        phone=phone.strip(),
        region=Region.objects.get(pk=region_code),
        must_change_password=True,
    )
    audit.record(actor, "staff.created", user, region=region_code)
    return Issued(user, password or "")


@transaction.atomic
def amend(*, actor: User, user_id: int, name: str, phone: str, region_code: str) -> User:
    """Name, telephone and bureau are as given. Posts stay as they are."""
    user = _of_mine(actor, user_id)
    require(can_administer_region(actor, region_code), NEXT_DOOR)
    before = {"region": user.region_id}
    changed = [
        field
        for field, value in {"name": name.strip(), "phone": phone.strip(), "region_id": region_code}.items()
        if getattr(user, field) != value
    ]
    if not changed:
        return user
    user.name, user.phone, user.region_id = name.strip(), phone.strip(), region_code
    user.save(update_fields=changed)
    audit.record(actor, "staff.amended", user, region=region_code, changed=changed, before=before)
    return user


@transaction.atomic
def reset_password(*, actor: User, user_id: int) -> Issued:
    """A new one-time password; every session of the person ends and what was tried on the name is forgotten."""
    user = _of_mine(actor, user_id)
    if not user.is_active:
        raise Refused(_("This account is closed. Open it again first."), code="account_closed")
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    signin.forget_failures(username=user.username)
    audit.record(actor, "staff.password_reset", user, region=user.region_id or "")
    return Issued(user, password)


@transaction.atomic
def reset_passwords(*, actor: User, user_ids: list[int]) -> list[Issued]:
    """One-time passwords for all of them or, where one is refused, for nobody."""
    return [reset_password(actor=actor, user_id=user_id) for user_id in sorted(user_ids)]


@transaction.atomic
def close(*, actor: User, user_id: int) -> User:
    """The person cannot sign in any more, at once; the posts end today and stay in the books."""
    user = _of_mine(actor, user_id)
    if not user.is_active:
        return user
    user.is_active = False
    user.save(update_fields=["is_active"])
    today = clock.today()
    running = user.posts.exclude(ends_on__lt=today)
    ended = running.update(ends_on=Greatest(F("starts_on"), today), ended_by=actor)
    audit.record(actor, "staff.closed", user, region=user.region_id or "", posts_ended=ended)
    return user


@transaction.atomic
def reopen(*, actor: User, user_id: int) -> Issued:
    """The account is open again, without posts, behind a one-time password."""
    user = _of_mine(actor, user_id)
    if user.is_active:
        raise Refused(_("This account is open."), code="account_open")
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit.record(actor, "staff.reopened", user, region=user.region_id or "")
    return reset_password(actor=actor, user_id=user.pk)


def _of_mine(actor: User, user_id: int) -> User:
    user: User = User.objects.locked(pk=user_id)
    require(user.pk != actor.pk, ONESELF)
    require(can_administer_user(actor, user), NEXT_DOOR)
    return user
