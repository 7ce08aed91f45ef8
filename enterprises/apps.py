"""Units that hire, pay premiums and receive grants."""

from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "enterprises"
