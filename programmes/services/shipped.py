"""The shipped law put in force: every file of `programmes/rules` published, every holiday entered; safe to repeat.

The files were written and reviewed with the project, so two machine accounts that can never sign in stand for their
writer and their publisher; whatever a bureau publishes afterwards carries the names of two people.
"""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from core.policies import Refused
from programmes.models import Holiday, RuleSet
from programmes.services import lawfiles, rules
from stations.models import User

WRITER, PUBLISHER = "law-writer", "law-publisher"
NAMES = {WRITER: "规则文件起草", PUBLISHER: "规则文件发布"}


@transaction.atomic
def load() -> dict[str, int]:
    """Every shipped file stands published, every shipped holiday entered; says how many were new.

    Raises Refused, and changes nothing, where a published set states something else for the same day than the file.
    Holidays that the bureau entered differently are left as they are.
    """
    published = sum(_published(law) for law in lawfiles.all_files())
    days = [Holiday(day=d.day, kind=d.kind, name=d.name, source=d.source) for d in lawfiles.holidays()]
    known = set(Holiday.objects.filter(day__in=[day.day for day in days]).values_list("day", flat=True))
    fresh = [day for day in days if day.day not in known]
    Holiday.objects.bulk_create(fresh)
    return {"rule_sets": published, "holidays": len(fresh)}


def _published(law: lawfiles.LawFile) -> bool:
    standing = (
        RuleSet.objects.published().filter(scheme=law.scheme, region_code=law.region_code, valid_from=law.valid_from).first()
    )
    if standing is not None:
        if standing.digest != law.digest:
            raise Refused(
                _("%(label)s is published with other figures than its file has; rules are never changed, only followed.")
                % {"label": law.label}
            )
        return False
    drafted = rules.draft(law=replace(law, valid_to=None), actor=machine(WRITER))
    rules.propose(ruleset_id=drafted.pk, actor=drafted.drafted_by)
    rules.publish(ruleset_id=drafted.pk, actor=machine(PUBLISHER), seen=law.digest)
    return True


def machine(username: str) -> User:
    """The account that can never sign in and stands for the files' writer or publisher."""
    fields = {"name": NAMES[username], "is_machine": True, "is_active": False, "password": "!"}
    user: User = User.objects.get_or_create(username=username, defaults=fields)[0]
    return user
