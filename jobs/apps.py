"""The labour market of a job station: vacancies and wishes, events, piece work, orders, and what the public sees of them."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"
