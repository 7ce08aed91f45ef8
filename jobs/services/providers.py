"""Logging those who serve without an account, and keeping what is known of them right."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.services.residents import checked_mobile
from core import audit, clock
from core.policies import Refused, require
from jobs.models import Provider
from jobs.policies import providers as policies
from jobs.states.providers import ProviderKind
from stations.models import Region, Station, User
from stations.policies import holds

NOT_HERE = _("Providers of this place are kept by another desk.")
MOST_TOPICS = 10


@transaction.atomic
def log(
    *,
    actor: User,
    kind: str,
    name: str,
    mobile: str,
    region_code: str,
    body: str = "",
    topics: Iterable[str] = (),
    speaks_mongolian: bool = False,
    station_id: int | None = None,
) -> Provider:
    """The provider serves from now on in the region; a station's own one serves in its banner. Raises Refused by field."""
    station = Station.objects.filter(pk=station_id).first() if station_id else None
    region = Region.objects.filter(pk=station.region_code[:6] if station else region_code, level__lte=Region.Level.BANNER).first()
    if region is None:
        raise Refused(_("Choose a banner, a league or the whole region."), field="region_code")
    place = station.region_code if station else region.prefix
    require(holds(actor, *policies.KEEPERS, region_code=place, station_id=station_id), NOT_HERE)
    made = Provider.objects.create(
        kind=ProviderKind(kind),
        name=_name(name),
        body=body.strip(),
        mobile=_mobile(mobile),
        topics=_topics(topics),
        speaks_mongolian=speaks_mongolian,
        region=region,
        region_code=region.code,
        station=station,
        created_by=actor,
        created_at=clock.now(),
    )
    audit.record(actor, "provider.logged", made, kind=str(made.kind))
    return made


@transaction.atomic
def edit(
    *,
    provider_id: int,
    actor: User,
    name: str,
    mobile: str,
    body: str,
    topics: Iterable[str],
    speaks_mongolian: bool,
    stopped: bool,
) -> Provider:
    """What is known is put right; `stopped` ends the service today, and begins it again where it had ended."""
    provider: Provider = Provider.objects.locked(pk=provider_id)
    require(policies.can_edit(actor, provider), NOT_HERE)
    provider.name, provider.mobile, provider.body = _name(name), _mobile(mobile), body.strip()
    provider.topics, provider.speaks_mongolian = _topics(topics), speaks_mongolian
    provider.ended_on = (provider.ended_on or clock.today()) if stopped else None
    provider.save()
    audit.record(actor, "provider.changed", provider, stopped=stopped)
    return provider


def _name(text: str) -> str:
    if len(text.strip()) < 2:
        raise Refused(_("Give the name of the person or team."), field="name")
    return text.strip()


def _mobile(text: str) -> str:
    mobile = checked_mobile(text)
    if not mobile:
        raise Refused(_("Give a mobile number: the link to an order goes there."), field="mobile")
    return mobile


def _topics(topics: Iterable[str]) -> list[str]:
    said = list(dict.fromkeys(topic.strip()[:30] for topic in topics if topic.strip()))
    return said[:MOST_TOPICS]
