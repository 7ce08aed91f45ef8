"""Changes that two people make: one asks, another decides (E-7). The database holds the two apart."""

import json
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import ChangeRequest, Resident
from cases.policies.residents import can_decide_change, can_edit, can_take_back_change
from cases.services import banking
from cases.services.residents import NOT_HERE, checked_number, number_columns, refuse_taken
from cases.states import ChangeKind, ChangeState
from core import audit, clock
from core.identifiers import clean_account, mask_id
from core.policies import Refused, require
from stations.models import User

NOT_YOURS = _("A second person of the banner decides this: acceptance or first check, and not whoever asked for it.")


@transaction.atomic
def request_id_number(*, resident_id: int, actor: User, id_number: str, reason: str) -> ChangeRequest:
    """Ask that the resident's ID number be put right; nothing changes until a second person confirms."""
    resident = Resident.objects.locked(pk=resident_id)
    number = checked_number(id_number)
    if number.text == str(resident.id_number):
        raise Refused(_("This is the number that is on record."), field="id_number")
    refuse_taken(number)
    return ask(
        resident=resident,
        actor=actor,
        kind=ChangeKind.ID_NUMBER,
        proposed={"id_number": number.text},
        hint=mask_id(number.text),
        reason=reason,
    )


@transaction.atomic
def request_account(
    *, resident_id: int, actor: User, number: str, bank_name: str, bank_code: str = "", reason: str = ""
) -> ChangeRequest:
    """Ask that money go to this account of the resident.

    Where there is none yet, the account is on record at once but unconfirmed, so that nothing is paid to it before
    a second person has confirmed it; else the account in use stays until then.
    """
    resident = Resident.objects.locked(pk=resident_id)
    require(can_edit(actor, resident), NOT_HERE)
    proposed = banking.checked_account(resident=resident, number=number, bank_name=bank_name, bank_code=bank_code)
    first = banking.record_first(resident=resident, actor=actor, proposed=proposed)
    return ask(
        resident=resident,
        actor=actor,
        kind=ChangeKind.BANK_ACCOUNT,
        proposed=proposed | {"account": first.pk if first else None},
        hint=banking.hint(proposed),
        reason=reason or str(_("First account") if first else ""),
    )


@transaction.atomic
def decide(*, change_id: int, actor: User, confirm: bool, note: str = "", typed: str | None = None) -> ChangeRequest:
    """The second person's word: what was asked for holds from now on, or is declined with a note.

    `typed` is the number as the second person reads it off the paper; where it differs nothing is confirmed.
    """
    change = ChangeRequest.objects.locked(pk=change_id)
    require(can_decide_change(actor, change), NOT_YOURS)
    note = note.strip()
    if not confirm and not note:
        raise Refused(_("Say why it is declined."), field="note")
    if confirm and typed is not None and not clean_account(typed):
        raise Refused(_("Read the number off the paper and enter it."), field="typed")
    if confirm and typed is not None and clean_account(typed) not in _numbers(change):
        raise Refused(_("This is not the number that was asked for. Compare both with the paper."), field="typed")
    resident = Resident.objects.locked(pk=change.resident_id)
    change.state = ChangeState.CONFIRMED if confirm else ChangeState.DECLINED
    change.decided_by, change.decided_at, change.decision_note = actor, clock.now(), note
    change.save(update_fields=["state", "decided_by", "decided_at", "decision_note"])
    _carry_out(change, resident, actor, confirm)
    verb = "resident.change_confirmed" if confirm else "resident.change_declined"
    audit.record(actor, verb, resident, change=change.pk, kind=change.kind)
    return change


@transaction.atomic
def take_back(*, change_id: int, actor: User) -> ChangeRequest:
    """Whoever asked takes it back before anybody decided."""
    change = ChangeRequest.objects.locked(pk=change_id)
    require(can_take_back_change(actor, change), _("Only whoever asked for it takes it back, while it is open."))
    resident = Resident.objects.locked(pk=change.resident_id)
    change.state = ChangeState.TAKEN_BACK
    change.save(update_fields=["state"])
    _carry_out(change, resident, actor, confirm=False)
    audit.record(actor, "resident.change_taken_back", resident, change=change.pk, kind=change.kind)
    return change


def ask(*, resident: Resident, actor: User, kind: str, proposed: dict[str, Any], hint: str, reason: str) -> ChangeRequest:
    """One open request a person and kind; raises Refused for a second one."""
    require(can_edit(actor, resident), NOT_HERE)
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say why it must change."), field="reason")
    try:
        with transaction.atomic():
            change = ChangeRequest.objects.create(
                resident=resident,
                kind=kind,
                proposed=json.dumps(proposed, ensure_ascii=False),
                proposed_hint=hint[:80],
                reason=reason,
                station_id=resident.station_id,
                region_code=resident.region_code,
                requested_by=actor,
                requested_at=clock.now(),
            )
    except IntegrityError:
        raise Refused(_("Such a change waits for a second person already. It must be decided or taken back first.")) from None
    audit.record(actor, "resident.change_requested", resident, change=change.pk, kind=str(kind))
    return change


def _numbers(change: ChangeRequest) -> list[str]:
    proposed: dict[str, Any] = json.loads(str(change.proposed))
    return [proposed[key] for key in ("id_number", "number") if key in proposed]


def _carry_out(change: ChangeRequest, resident: Resident, actor: User, confirm: bool) -> None:
    proposed: dict[str, Any] = json.loads(str(change.proposed))
    if change.kind == ChangeKind.BANK_ACCOUNT:
        banking.settle(resident=resident, change=change, proposed=proposed, actor=actor, confirm=confirm)
    elif confirm:
        _put_number_right(resident, proposed["id_number"])


def _put_number_right(resident: Resident, text: str) -> None:
    number = checked_number(text)
    values = number_columns(number)
    for column, value in values.items():
        setattr(resident, column, value)
    try:
        with transaction.atomic():
            resident.save(update_fields=list(values))
    except IntegrityError:
        refuse_taken(number)
        raise
