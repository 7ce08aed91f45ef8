"""Unemployment registration: from its day benefit may run (社会保险法 art. 50), and only while it is open."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Registration, Resident
from cases.policies.residents import can_edit
from cases.states import EndReason
from core import audit, clock
from core.policies import Refused, require
from stations.models import User

NOT_HERE = _("This resident is kept by another station.")


@transaction.atomic
def register(*, resident_id: int, actor: User, registered_on: date, seeking_work: bool = True) -> Registration:
    """The person is registered unemployed from `registered_on`; one registration can be open at a time."""
    resident = Resident.objects.locked(pk=resident_id)
    require(can_edit(actor, resident), NOT_HERE)
    if registered_on > clock.today():
        raise Refused(_("A registration cannot lie in the future."), field="registered_on")
    if registered_on <= resident.born_on or resident.deceased_on:
        raise Refused(_("The person cannot be registered on that day."), field="registered_on")
    try:
        with transaction.atomic():
            registration = Registration.objects.create(
                resident=resident,
                registered_on=registered_on,
                seeking_work=seeking_work,
                recorded_by=actor,
                recorded_at=clock.now(),
            )
    except IntegrityError:
        raise Refused(_("The person is registered already. End that registration first."), field="registered_on") from None
    audit.record(actor, "resident.registered", resident, registered_on=str(registered_on), seeking_work=seeking_work)
    return registration


@transaction.atomic
def end(*, registration_id: int, actor: User, ended_on: date, reason: str) -> Registration:
    """The registration ends on that day for one of the reasons of art. 51."""
    registration = Registration.objects.select_related("resident").get(pk=registration_id)
    resident = Resident.objects.locked(pk=registration.resident_id)
    require(can_edit(actor, resident), NOT_HERE)
    if reason not in EndReason.values:
        raise Refused(_("Choose the reason."), field="reason")
    if not registration.registered_on <= ended_on <= clock.today():
        raise Refused(_("The last day lies between the registration and today."), field="ended_on")
    if not end_open(resident=resident, actor=actor, on=ended_on, reason=reason):
        raise Refused(_("This registration has ended already."))
    registration.refresh_from_db()
    return registration


def end_open(*, resident: Resident, actor: User, on: date, reason: str) -> bool:
    """End whatever registration is open; False where none is."""
    registration = resident.registrations.filter(ended_on__isnull=True).first()
    if registration is None:
        return False
    registration.ended_on = max(on, registration.registered_on)
    registration.end_reason = reason
    registration.save(update_fields=["ended_on", "end_reason"])
    audit.record(actor, "resident.unregistered", resident, ended_on=str(registration.ended_on), reason=reason)
    return True
