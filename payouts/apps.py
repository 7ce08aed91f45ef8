"""Money out and the bank's word back."""

from django.apps import AppConfig


class PayoutsConfig(AppConfig):
    name = "payouts"
