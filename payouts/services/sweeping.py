"""Finding what a missed bell or a dead worker left behind. Sweeps run by the timetable and may run at any time."""

from datetime import timedelta

from core import clock
from payouts.models import Batch, Collection
from payouts.services import sending
from payouts.states import BatchState, CollectionState
from stations.services.machine import machine_user

#: A worker that writes a million lines needs well under a minute; after this long it is taken for dead.
SENDING_LEASE = timedelta(minutes=15)
COLLECTING_LEASE = timedelta(minutes=10)
BELL_MISSED = timedelta(minutes=1)


def unsent() -> list[int]:
    """Batches that were released a while ago and that nobody has begun to send."""
    old = clock.now() - BELL_MISSED
    return list(Batch.objects.filter(state=BatchState.RELEASED, released_at__lt=old).values_list("pk", flat=True))


def doubt_dead_senders() -> list[int]:
    """Batches whose sender has been silent past its lease are doubtful now; returns their ids."""
    old = clock.now() - SENDING_LEASE
    silent = Batch.objects.filter(state=BatchState.SENDING, sending_at__lt=old).values_list("pk", flat=True)
    actor = machine_user()
    return [pk for pk in silent if sending.doubt(batch_id=pk, cause="sender_silent", actor=actor) is not None]


def uncollected() -> list[int]:
    """Collecting orders that no worker took, or whose worker has been silent past its lease."""
    waiting = Collection.objects.filter(state=CollectionState.ASKED, asked_at__lt=clock.now() - BELL_MISSED)
    silent = Collection.objects.filter(state=CollectionState.RUNNING, heartbeat_at__lt=clock.now() - COLLECTING_LEASE)
    return sorted({*waiting.values_list("pk", flat=True), *silent.values_list("pk", flat=True)})
