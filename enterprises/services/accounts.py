"""The corporate account: one person proposes it, another confirms it from the paper (E-7)."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.identifiers import clean_account, is_cnaps, is_corporate_account
from core.policies import Refused, require
from enterprises.models import CorporateAccount, Enterprise
from enterprises.policies import can_confirm_account, can_edit, can_take_back_account
from enterprises.queries.registry import account_hash
from enterprises.services.registry import NOT_HERE
from enterprises.states import AccountState
from stations.models import User


@transaction.atomic
def propose(
    *, enterprise_id: int, actor: User, number: str, bank_name: str, bank_code: str = "", holder_name: str = "", reason: str
) -> CorporateAccount:
    """Put an account of the unit on record; no money goes to it before a second person has confirmed it.

    The confirmed account, if there is one, stays until then. The holder is the unit itself. Raises Refused for an
    account that another unit uses, and where one waits already.
    """
    unit = Enterprise.objects.locked(pk=enterprise_id)
    require(can_edit(actor, unit), NOT_HERE)
    number, bank_code, bank_name = clean_account(number), clean_account(bank_code), bank_name.strip()
    holder_name, reason = holder_name.strip() or unit.name, reason.strip()
    if not is_corporate_account(number):
        raise Refused(_("A corporate account has 8 to 32 digits. Compare it with the account permit."), field="number")
    if not bank_name or "|" in bank_name:
        raise Refused(_("Enter the bank and branch as on the account permit."), field="bank_name")
    if bank_code and not is_cnaps(bank_code):
        raise Refused(_("A bank code (CNAPS) has 12 digits with a check digit."), field="bank_code")
    if holder_name != unit.name:
        raise Refused(_("Money goes to an account in the name of the unit only: %(name)s.") % {"name": unit.name}, "holder_name")
    if not reason:
        raise Refused(_("Say why it must change."), field="reason")
    same = CorporateAccount.objects.filter(number_hash=account_hash(number)).exclude(state=AccountState.CLOSED)
    if same.exclude(enterprise=unit).exists():
        raise Refused(_("This account is in use for another unit. Compare it with the account permit."), field="number")
    if same.filter(state=AccountState.VERIFIED).exists():
        raise Refused(_("This account is confirmed already."), field="number")
    account = CorporateAccount(
        enterprise=unit,
        holder_name=holder_name,
        bank_name=bank_name,
        bank_code=bank_code,
        number=number,
        number_hash=account_hash(number),
        last4=number[-4:],
        reason=reason,
        region_code=unit.region_code,
        station_id=unit.station_id,
        recorded_by=actor,
        recorded_at=clock.now(),
    )
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("An account waits for a second person already. It must be decided or taken back first.")) from None
    audit.record(actor, "enterprise.account_proposed", unit, account=account.pk)
    return account


@transaction.atomic
def decide(*, account_id: int, actor: User, confirm: bool, typed: str | None = None, note: str = "") -> CorporateAccount:
    """The second person's word: money goes to this account from now on, or it is closed with a note.

    `typed` is the number as the second person reads it off the paper; where it differs nothing is confirmed. The
    account confirmed before is closed in the same moment.
    """
    unit = Enterprise.objects.locked(accounts__pk=account_id)
    account = CorporateAccount.objects.locked(pk=account_id)
    require(can_confirm_account(actor, account), _("A second person of the banner decides this, and not whoever proposed it."))
    note, now = note.strip(), clock.now()
    if not confirm:
        if not note:
            raise Refused(_("Say why it is declined."), field="note")
        _close(account, actor, note)
        audit.record(actor, "enterprise.account_declined", unit, account=account.pk, reason=note)
        return account
    if typed is not None and clean_account(typed) != str(account.number):
        raise Refused(_("This is not the number that was proposed. Compare both with the paper."), field="typed")
    if account.holder_name != unit.name:
        raise Refused(_("The unit has another name now. Decline this and propose the account anew."))
    former = CorporateAccount.objects.select_for_update().filter(enterprise=unit, state=AccountState.VERIFIED).first()
    if former:
        _close(former, actor, str(_("replaced by another account")))
    account.state, account.verified_by, account.verified_at = AccountState.VERIFIED, actor, now
    account.save(update_fields=["state", "verified_by", "verified_at"])
    audit.record(actor, "enterprise.account_confirmed", unit, account=account.pk, former=former.pk if former else None)
    return account


@transaction.atomic
def take_back(*, account_id: int, actor: User) -> CorporateAccount:
    """Whoever proposed it takes it back before anybody decided."""
    unit = Enterprise.objects.locked(accounts__pk=account_id)
    account = CorporateAccount.objects.locked(pk=account_id)
    require(can_take_back_account(actor, account), _("Only whoever proposed it takes it back, while it waits."))
    _close(account, actor, str(_("taken back")))
    audit.record(actor, "enterprise.account_taken_back", unit, account=account.pk)
    return account


def _close(account: CorporateAccount, actor: User, reason: str) -> None:
    account.state, account.closed_by, account.closed_at = AccountState.CLOSED, actor, clock.now()
    account.close_reason = reason[:300]
    account.save(update_fields=["state", "closed_by", "closed_at", "close_reason"])
