"""The end of the payroll book of piece work."""

from celery import shared_task

from jobs.services import piece_purge


@shared_task(name="jobs.purge_piece_books")
def purge_piece_books() -> None:
    """Orders whose book need not be kept any more name nobody."""
    while piece_purge.purge():
        pass
