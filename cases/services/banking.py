"""The account that money goes to: the person's own card, in use only once a second person has confirmed it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import BankAccount, ChangeRequest, Resident
from cases.states import AccountState
from core import clock
from core.crypto import blind_index
from core.identifiers import clean_account, is_card, is_cnaps, mask_account
from core.policies import Refused
from stations.models import User


def account_hash(number: str) -> bytes:
    """The blind index of an account number."""
    return blind_index("account", number)


def checked_card(text: str) -> str:
    """The digits of a bank card; raises Refused where their number or the check digit does not fit."""
    number = clean_account(text)
    if not is_card(number):
        raise Refused(
            _("A bank card has 16 to 19 digits, and this one's check digit does not fit. Compare it with the card."), "number"
        )
    return number


def checked_account(*, resident: Resident, number: str, bank_name: str, bank_code: str) -> dict[str, Any]:
    """What is proposed, checked: a card number with its check digit, a bank, a clearing number where one is given.

    Raises Refused for a card that is in use for another person: money for two people to one card is a matter for a
    person to look at (E-9).
    """
    number, bank_code, bank_name = checked_card(number), clean_account(bank_code), bank_name.strip()
    if not bank_name or "|" in bank_name:
        raise Refused(_("Enter the bank as it stands on the card."), field="bank_name")
    if bank_code and not is_cnaps(bank_code):
        raise Refused(_("A bank code (CNAPS) has 12 digits with a check digit."), field="bank_code")
    in_use = BankAccount.objects.filter(number_hash=account_hash(number), is_current=True)
    if in_use.exclude(resident=resident).exists():
        raise Refused(_("This card is in use for another resident. Money goes to the person's own card only."), "number")
    if in_use.filter(resident=resident, state=AccountState.VERIFIED).exists():
        raise Refused(_("This card is in use and confirmed already."), field="number")
    return {"number": number, "bank_name": bank_name, "bank_code": bank_code}


def hint(proposed: dict[str, Any]) -> str:
    """The bank and the last four digits, for lists."""
    return f"{proposed['bank_name'][:60]} {mask_account(proposed['number'])}"


def record_first(*, resident: Resident, actor: User, proposed: dict[str, Any]) -> BankAccount | None:
    """Put the account on record, unconfirmed, where the person has none in use; None where there is one."""
    if resident.accounts.filter(is_current=True).exists():
        return None
    return _new(resident, actor, proposed)


def settle(
    *, resident: Resident, change: ChangeRequest, proposed: dict[str, Any], actor: User, confirm: bool
) -> BankAccount | None:
    """Carry out the second person's word: the account is confirmed and in use, or closed where it was the first."""
    first = proposed.get("account")
    account = resident.accounts.filter(pk=first).first() if first else None
    if not confirm:
        if account and account.state == AccountState.UNVERIFIED:
            account.state, account.is_current = AccountState.CLOSED, False
            account.save(update_fields=["state", "is_current"])
        return None
    if account is None:
        resident.accounts.filter(is_current=True).update(is_current=False, state=AccountState.CLOSED)
        account = _new(resident, change.requested_by, proposed)
    account.state, account.verified_by, account.verified_at = AccountState.VERIFIED, actor, clock.now()
    account.save(update_fields=["state", "verified_by", "verified_at"])
    return account


def _new(resident: Resident, recorded_by: User, proposed: dict[str, Any]) -> BankAccount:
    return BankAccount.objects.create(
        resident=resident,
        number=proposed["number"],
        number_hash=account_hash(proposed["number"]),
        last4=proposed["number"][-4:],
        holder_name=resident.name,
        bank_name=proposed["bank_name"],
        bank_code=proposed["bank_code"],
        recorded_by=recorded_by,
        recorded_at=clock.now(),
    )
