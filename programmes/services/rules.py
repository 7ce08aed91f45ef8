"""Writing and publishing the law: one person drafts and proposes, another publishes, nobody changes it after."""

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.policies import Refused, require
from programmes import policies
from programmes.formulas import registry, rulebook
from programmes.models import RuleSet
from programmes.queries import labels
from programmes.queries.faults import joined
from programmes.queries.rulesets import WAGES, in_force, predecessor, wages, wider_than
from programmes.services.lawfiles import LawFile
from programmes.states import RULESET, RuleState
from stations.models import User

__all__ = ["draft", "in_force", "propose", "publish", "revise", "take_back", "wages", "withdraw"]


@transaction.atomic
def draft(*, law: LawFile, actor: User, based_on: RuleSet | None = None) -> RuleSet:
    """A new draft with that law's figures, written by `actor`; raises Refused where the content cannot be used."""
    require(policies.can_draft(actor, law.region_code), _("Only a rules publisher of this region writes its rules."))
    _whole(law)
    ruleset = RuleSet.objects.create(
        **_stated(law), based_on=based_on, state=RuleState.DRAFT, drafted_by=actor, drafted_at=clock.now()
    )
    audit.record(actor, "ruleset.drafted", ruleset, label=ruleset.label, digest=ruleset.digest)
    return ruleset


@transaction.atomic
def revise(*, ruleset_id: int, law: LawFile, actor: User) -> RuleSet:
    """The draft states `law` instead of what it stated before."""
    ruleset = RuleSet.objects.locked(pk=ruleset_id)
    require(policies.can_revise(actor, ruleset), _("Only the writer of a draft changes it."))
    require(policies.can_draft(actor, law.region_code), _("Only a rules publisher of this region writes its rules."))
    RULESET.after("revise", ruleset.state)
    _whole(law)
    for name, value in _stated(law).items():
        setattr(ruleset, name, value)
    ruleset.drafted_at = clock.now()
    ruleset.save()
    audit.record(actor, "ruleset.revised", ruleset, label=ruleset.label, digest=ruleset.digest)
    return ruleset


@transaction.atomic
def propose(*, ruleset_id: int, actor: User) -> RuleSet:
    """The draft waits for the second person; its figures are frozen."""
    ruleset = RuleSet.objects.locked(pk=ruleset_id)
    require(policies.can_revise(actor, ruleset), _("Only the writer of a draft proposes it."))
    return _moved(ruleset, "propose", actor, "ruleset.proposed")


@transaction.atomic
def take_back(*, ruleset_id: int, actor: User) -> RuleSet:
    """The proposal is a draft again; the writer or the second person may ask for that."""
    ruleset = RuleSet.objects.locked(pk=ruleset_id)
    require(policies.can_draft(actor, ruleset.region_code), _("Only a rules publisher of this region does that."))
    return _moved(ruleset, "take_back", actor, "ruleset.taken_back")


@transaction.atomic
def withdraw(*, ruleset_id: int, actor: User) -> RuleSet:
    """The draft or proposal is given up; it stays on record."""
    ruleset = RuleSet.objects.locked(pk=ruleset_id)
    require(policies.can_draft(actor, ruleset.region_code), _("Only a rules publisher of this region does that."))
    return _moved(ruleset, "withdraw", actor, "ruleset.withdrawn")


@transaction.atomic
def publish(*, ruleset_id: int, actor: User, seen: str) -> RuleSet:
    """The proposal is the law from its day on, and an open-ended predecessor ends on the eve of it.

    `seen` is the digest of what the publisher looked at. Raises NotAllowed for the writer, Refused where the proposal
    was rewritten since then or published rules already cover some of its days; of two sessions that publish
    overlapping sets one waits for the other and is refused.
    """
    ruleset = RuleSet.objects.locked(pk=ruleset_id)
    require(policies.can_publish(actor, ruleset), _("A second rules publisher of this region publishes, never the writer."))
    target = RULESET.after("publish", ruleset.state)
    if seen != ruleset.digest:
        raise Refused(_("The proposal was rewritten since you looked at it. Look at it again."), code="rewritten")
    _one_publisher_at_a_time(ruleset)
    _within_the_wider(ruleset)
    before = predecessor(ruleset.scheme, ruleset.region_code, ruleset.valid_from)
    try:
        with transaction.atomic():
            if before is not None and before.valid_to is None:
                before.valid_to = ruleset.valid_from - timedelta(days=1)
                before.save(update_fields=["valid_to"])
            ruleset.state, ruleset.published_by, ruleset.published_at = target, actor, clock.now()
            ruleset.save(update_fields=["state", "published_by", "published_at"])
    except IntegrityError as error:
        if "ruleset_one_in_force" not in str(error):
            raise
        raise Refused(_overlap(ruleset), field="valid_from", code="overlap") from None
    audit.record(
        actor, "ruleset.published", ruleset, label=ruleset.label, digest=ruleset.digest, follows=before.pk if before else None
    )
    return ruleset


def _moved(ruleset: RuleSet, verb: str, actor: User, audit_verb: str) -> RuleSet:
    ruleset.state = RULESET.after(verb, ruleset.state)
    ruleset.save(update_fields=["state"])
    audit.record(actor, audit_verb, ruleset, label=ruleset.label, digest=ruleset.digest)
    return ruleset


def _stated(law: LawFile) -> dict[str, Any]:
    return {
        "scheme": law.scheme,
        "region_code": law.region_code,
        "valid_from": law.valid_from,
        "valid_to": law.valid_to,
        "document": law.document,
        "document_no": law.document_no,
        "content": law.content,
        "digest": law.digest,
    }


def _whole(law: LawFile) -> None:
    known = registry.declared(law.scheme)
    if known is None:
        raise Refused(_("There is no formula for this scheme."), field="scheme")
    faults = rulebook.problems(known, law.content)
    if law.scheme == WAGES and law.valid_from.day != 1:
        faults.append(_("a minimum wage starts on the first day of a month"))
    if faults:
        raise Refused(joined(faults), field="content")


def _one_publisher_at_a_time(ruleset: RuleSet) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"ruleset:{ruleset.scheme}:{ruleset.region_code}"])


def _within_the_wider(ruleset: RuleSet) -> None:
    """The wider region's rules say which figures a league may set; raises Refused for any other."""
    wider = wider_than(ruleset)
    beyond = rulebook.beyond(wider.content, ruleset.content) if wider else []
    if beyond:
        raise Refused(
            _("The rules of the wider region do not leave these figures to this place: %(names)s.")
            % {"names": _(", ").join(labels.parameter(name) for name in beyond)},
            code="not_local",
        )


def _overlap(ruleset: RuleSet) -> str:
    taken = RuleSet.objects.published().filter(scheme=ruleset.scheme, region_code=ruleset.region_code)
    last: date = taken.order_by("-valid_from").values_list("valid_from", flat=True)[0]
    return _("Published rules already cover some of these days; the newest begin on %(day)s. Choose a later day.") % {
        "day": last.isoformat()
    }
