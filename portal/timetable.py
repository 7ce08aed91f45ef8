"""Celery's settings and the beat timetable, in one readable list."""

from celery.schedules import crontab
from django.conf import settings

broker_url = settings.BROKER_URL
result_backend = None
task_ignore_result = True
task_always_eager = task_eager_propagates = settings.PORTAL_TASKS_ON_THE_SPOT
task_acks_late = True
task_reject_on_worker_lost = True
worker_prefetch_multiplier = 1
broker_connection_retry_on_startup = True
broker_transport_options = {"visibility_timeout": 6 * 3600}
timezone = "Asia/Shanghai"

#: Each task asks what is due by now, so a missed ring costs a delay and nothing else.
beat_schedule = {
    "corrections overdue": {"task": "cases.lapse_corrections", "schedule": 3600.0},
    "entitlements used up": {"task": "cases.end_used_up", "schedule": 3600.0},
    "benefits ended by a job": {"task": "cases.end_employed", "schedule": 3600.0},
    "hire files left behind": {"task": "cases.sweep_hire_files", "schedule": 60.0},
    "running benefits re-rated": {"task": "cases.rerate", "schedule": 3600.0},
    "publicity lists made": {"task": "cases.publish", "schedule": crontab(hour=2, minute=10)},
    "publicity over": {"task": "cases.end_publicity", "schedule": 600.0},
    "rounds left behind": {"task": "cases.sweep_screenings", "schedule": 60.0},
    "answers of units overdue": {"task": "cases.close_answers", "schedule": 3600.0},
    "imported files forgotten": {"task": "cases.forget_files", "schedule": 3600.0},
    "people looked after": {"task": "jobs.keep_care", "schedule": 3600.0},
    "insurance files left behind": {"task": "enterprises.sweep_insurance", "schedule": 60.0},
    "vacancy files left behind": {"task": "jobs.sweep_vacancy_files", "schedule": 60.0},
    "wishes and vacancies matched": {"task": "jobs.match", "schedule": crontab(hour=2, minute=40)},
    "sign-ups forgotten": {"task": "jobs.forget_sign_ups", "schedule": crontab(hour=3, minute=10)},
    "visitors forgotten": {"task": "jobs.forget_visitors", "schedule": crontab(hour=3, minute=20)},
    "piece-work books purged": {"task": "jobs.purge_piece_books", "schedule": crontab(hour=3, minute=30)},
    "reminders": {"task": "notices.remind", "schedule": 600.0},
    "text messages": {"task": "notices.send_messages", "schedule": 60.0},
    "events over": {"task": "jobs.end_events", "schedule": 600.0},
    "one-time codes": {"task": "notices.send_codes", "schedule": 3.0},
    "one-time codes forgotten": {"task": "jobs.forget_codes", "schedule": 3600.0},
    "payments left behind": {"task": "payouts.sweep_sending", "schedule": 60.0},
    "collections left behind": {"task": "payouts.sweep_collections", "schedule": 60.0},
    "overpayments found": {"task": "payouts.find_overpayments", "schedule": 3600.0},
    "loans opened": {"task": "payouts.open_loans", "schedule": 3600.0},
    "bank answers": {"task": "payouts.read_answers", "schedule": 5.0},
    "audit chain": {"task": "portal.seal_audit", "schedule": 60.0},
}
