"""An intake workbook: looked through first, taken in when a person says so, the refused rows handed back."""

import base64
import hashlib
import io
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, BinaryIO, cast

from django.db import transaction
from django.utils.translation import gettext as _

from cases.formulas import intake
from cases.formulas.intake import Judged
from cases.models import ImportRun
from cases.policies.residents import can_log
from cases.services import intake_sets, listed
from core import audit, clock, sheets
from core.policies import Refused, require
from stations.models import Region, Station, User

PREVIEW, DONE, DISCARDED = ImportRun.PREVIEW, ImportRun.DONE, ImportRun.DISCARDED
PREVIEW_KEPT, REFUSED_KEPT = timedelta(days=1), timedelta(days=30)


class _LookOnly(Exception):
    """Ends the block in which a preview tried the rows, so that nothing of it stays."""


def read(source: BinaryIO) -> list[Judged]:
    """Every row of the file, judged; raises Refused for a file that is no intake table."""
    communities = set(Region.objects.filter(level=Region.Level.COMMUNITY).values_list("code", flat=True))
    try:
        judged = list(intake.judge(sheets.read_rows(source), today=clock.today(), communities=communities))
    except intake.HeadersMissing as missing:
        raise Refused(
            _("The file has no column %(headers)s. The first row must name the columns.")
            % {"headers": "、".join(missing.missing)},
            code="headers_missing",
        ) from None
    if not judged:
        raise Refused(_("The file has no rows below its header."), code="empty")
    return judged


@transaction.atomic
def preview(*, actor: User, station_id: int, file_name: str, content: bytes) -> ImportRun:
    """Keep the file, encrypted, with what would come of each row; nobody is logged or changed by it.

    An older preview of the same person is given up, so that no file lies about.
    """
    station = _allowed(actor, station_id)
    judged = read(io.BytesIO(content))
    try:
        with transaction.atomic():
            taken = intake_sets.take_in(rows=_good(judged), station=station, actor=actor)
            raise _LookOnly
    except _LookOnly:
        pass
    ImportRun.objects.filter(imported_by=actor, state=PREVIEW).update(state=DISCARDED, content=None)
    run = _run(station, actor, file_name, hashlib.sha256(content).hexdigest(), judged, taken)
    run.state, run.content = PREVIEW, base64.b64encode(content).decode()
    run.save()
    audit.record(actor, "import.previewed", run, rows=len(judged))
    return run


@transaction.atomic
def confirm(*, run_id: int, actor: User) -> ImportRun:
    """Take in the previewed file: good rows go in together, refused ones stay to be handed back.

    The file is judged again, since a colleague may have logged some of the people meanwhile.
    """
    run = ImportRun.objects.locked(pk=run_id)
    station = _allowed(actor, run.station_id)
    if run.state == DONE:
        return run
    require(run.imported_by_id == actor.pk, _("Whoever sent the file takes it in."))
    if run.state != PREVIEW or run.content is None:
        raise Refused(_("This preview has been given up. Send the file again."))
    return _finish(run, station, actor, read(io.BytesIO(base64.b64decode(run.content))))


@transaction.atomic
def discard(*, run_id: int, actor: User) -> ImportRun:
    """Give up a preview: its file is gone, the fact that it was sent stays."""
    run = ImportRun.objects.locked(pk=run_id)
    require(run.imported_by_id == actor.pk, _("Whoever sent the file gives it up."))
    if run.state == PREVIEW:
        run.state, run.content = DISCARDED, None
        run.save(update_fields=["state", "content"])
        audit.record(actor, "import.discarded", run)
    return run


@transaction.atomic
def take_in_file(*, actor: User, station: Station, file_name: str, source: BinaryIO) -> ImportRun:
    """Read and take in at once, for the operator's command; who may run a command is not ours to ask."""
    if station.state != Station.State.OPEN:
        raise Refused(_("Station %(code)s is not open.") % {"code": station.code})
    source.seek(0)
    digest = hashlib.file_digest(cast(io.BufferedReader, source), "sha256").hexdigest()
    run = ImportRun(station=station, region_code=station.region_code, imported_by=actor, file_name=file_name, file_hash=digest)
    return _finish(run, station, actor, read(source))


@transaction.atomic
def hand_back(*, run_id: int, actor: User) -> ImportRun:
    """The refused rows leave the house; who took them is on record."""
    run = ImportRun.objects.get(pk=run_id)
    require(can_log(actor, run.station), _("Only the desk of the station takes its refused rows back."))
    audit.record(actor, "import.handed_back", run, rejected=run.rejected)
    return run


@transaction.atomic
def forget_files(*, now: datetime) -> int:
    """Files of previews older than a day and refused rows older than thirty are gone; what came of each row stays.

    Personal data is kept no longer than it is needed (PIPL art. 19). Returns how many were emptied.
    """
    lists = listed.forget_files(before=now - REFUSED_KEPT)
    kept = ImportRun.objects.filter(content__isnull=False)
    previews = kept.filter(state=PREVIEW, imported_at__lt=now - PREVIEW_KEPT).update(state=DISCARDED, content=None)
    return lists + previews + kept.filter(state=DONE, imported_at__lt=now - REFUSED_KEPT).update(content=None)


def report_of(run: ImportRun) -> list[dict[str, Any]]:
    """The report as the bureau reads it: row, status and codes, in the order of the file."""
    return [
        {"row": row, "status": "unchanged" if status == "elsewhere" else status, "codes": codes}
        for row, status, codes in run.report
    ]


def _allowed(actor: User, station_id: int) -> Station:
    station = Station.objects.get(pk=station_id)
    require(can_log(actor, station), _("Only the staff of an open station, or acceptance of its banner, take in its workbooks."))
    return station


def _good(judged: Sequence[Judged]) -> list[tuple[int, intake.Facts]]:
    return [(row.number, row.facts) for row in judged if row.facts]


def _finish(run: ImportRun, station: Station, actor: User, judged: Sequence[Judged]) -> ImportRun:
    taken = intake_sets.take_in(rows=_good(judged), station=station, actor=actor)
    finished = _run(station, actor, run.file_name, run.file_hash, judged, taken)
    finished.pk, finished.state = run.pk, DONE
    refused = [
        (row.number, row.codes, {name: sheets.cell_text(cell) for name, cell in row.cells.items()}) for row in judged if row.codes
    ]
    finished.content = json.dumps(refused, ensure_ascii=False) if refused else None
    finished.save()
    intake_sets.record(taken=taken, station=station, actor=actor, run_id=finished.pk)
    counts = {name: getattr(finished, name) for name in ("created", "updated", "unchanged", "rejected")}
    audit.record(actor, "import.finished", finished, file=finished.file_hash, **counts)
    return finished


def _run(
    station: Station, actor: User, file_name: str, digest: str, judged: Sequence[Judged], taken: intake_sets.Taken
) -> ImportRun:
    report = [(row.number, taken.statuses.get(row.number, "rejected"), list(row.codes)) for row in judged]
    counted = [status for _row, status, _codes in report]
    return ImportRun(
        station=station,
        region_code=station.region_code,
        file_name=file_name[:200],
        file_hash=digest,
        imported_by=actor,
        imported_at=clock.now(),
        created=counted.count("created"),
        updated=counted.count("updated"),
        unchanged=counted.count("unchanged") + counted.count("elsewhere"),
        rejected=counted.count("rejected"),
        report=report,
    )
