"""The timetable rings, and what it rings exists."""

from portal.celery import app


def test_the_timetable_is_the_one_that_the_timekeeper_reads():
    assert {"reminders", "text messages", "audit chain", "payments left behind"} <= set(app.conf.beat_schedule)


def test_everything_on_the_timetable_is_a_task():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_a_task_whose_worker_dies_is_given_to_another():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
