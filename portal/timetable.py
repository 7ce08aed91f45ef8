"""Celery's settings and the beat timetable, in one readable list."""

from django.conf import settings

broker_url = settings.BROKER_URL
result_backend = None
task_ignore_result = True
task_acks_late = True
task_reject_on_worker_lost = True
worker_prefetch_multiplier = 1
broker_connection_retry_on_startup = True
broker_transport_options = {"visibility_timeout": 6 * 3600}
timezone = "Asia/Shanghai"

beat_schedule: dict = {}
