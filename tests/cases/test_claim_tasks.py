"""The doorbells of claims: ringing twice does what ringing once did."""

import pytest

from cases.services import acceptance
from cases.tasks import end_used_up, lapse_corrections
from core import clock
from portal.celery import app
from portal.timetable import beat_schedule
from tests.factories.desk import granted, submitted
from tests.factories.programmes import shipped_law


@pytest.fixture(autouse=True)
def law(db, friday):
    shipped_law()


def test_overdue_corrections_lapse_and_used_up_claims_end_by_the_bell(officers):
    owing, paid = submitted(officers), granted(officers)
    acceptance.ask_correction(claim_id=owing.pk, actor=officers.acceptance, points=["银行卡"])
    with clock.at("2028-04-01"):
        for _ring in range(2):
            lapse_corrections.delay()
            end_used_up.delay()
    for claim, state in ((owing, "withdrawn"), (paid, "ended")):
        claim.refresh_from_db()
        assert claim.state == state
        assert claim.steps.filter(to_state=state).count() == 1


def test_the_timetable_rings_bells_that_hang():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in beat_schedule.values() if entry["task"].startswith("cases.")} <= set(app.tasks)
