"""People who may act for a unit: added with a document, ended with a day."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock, names
from core.identifiers import BadIdNumber, clean_mobile, is_mobile, read_id
from core.policies import Refused, require
from enterprises.models import Agent, Enterprise
from enterprises.policies import can_edit
from enterprises.queries.registry import id_hash
from enterprises.services.registry import NOT_HERE
from stations.models import User


@transaction.atomic
def add(
    *,
    enterprise_id: int,
    actor: User,
    name: str,
    id_number: str,
    from_on: date,
    document: str,
    until_on: date | None = None,
    mobile: str = "",
) -> Agent:
    """The person may act for the unit from `from_on` until `until_on`, by the document. Raises Refused naming the field."""
    unit = Enterprise.objects.locked(pk=enterprise_id)
    require(can_edit(actor, unit), NOT_HERE)
    name, document, mobile = names.normal_form(name), document.strip(), clean_mobile(mobile)
    if not names.is_name(name):
        raise Refused(_("Enter the name as on the ID card."), field="name")
    try:
        number = read_id(id_number, on=clock.today())
    except BadIdNumber:
        raise Refused(_("This is no valid ID number. Compare it with the card."), field="id_number") from None
    if mobile and not is_mobile(mobile):
        raise Refused(_("A mobile number has 11 digits and begins with 13 to 19."), field="mobile")
    if not document:
        raise Refused(_("Name the letter of authority."), field="document")
    if until_on and until_on < from_on:
        raise Refused(_("The authority ends after it begins."), field="until_on")
    try:
        with transaction.atomic():
            agent = Agent.objects.create(
                enterprise=unit,
                name=name,
                id_number=number.text,
                id_hash=id_hash(number.text),
                id_last4=number.last4,
                mobile=mobile or None,
                from_on=from_on,
                until_on=until_on,
                document=document,
                recorded_by=actor,
                recorded_at=clock.now(),
            )
    except IntegrityError:
        raise Refused(_("This person's authority from that day is on record already."), field="from_on") from None
    audit.record(actor, "enterprise.agent_added", unit, agent=agent.pk)
    return agent


@transaction.atomic
def end(*, agent_id: int, actor: User, until_on: date) -> Agent:
    """The person may act for the unit until that day only; an authority is never made longer, a new one is added."""
    unit = Enterprise.objects.locked(agents__pk=agent_id)
    agent = Agent.objects.locked(pk=agent_id)
    require(can_edit(actor, unit), NOT_HERE)
    if until_on < agent.from_on or (agent.until_on and until_on > agent.until_on):
        raise Refused(_("The last day lies within the authority. Add a new authority to make it longer."), field="until_on")
    agent.until_on, agent.ended_by, agent.ended_at = until_on, actor, clock.now()
    agent.save(update_fields=["until_on", "ended_by", "ended_at"])
    audit.record(actor, "enterprise.agent_ended", unit, agent=agent.pk, until_on=str(until_on))
    return agent
