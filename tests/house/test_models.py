"""What money or law touches is never deleted along with something else."""

from django.apps import apps
from django.db import models

from tests.house.tree import APPS


def test_no_relation_of_ours_deletes_in_cascade():
    cascades = [
        str(field)
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.local_fields
        if field.remote_field and field.remote_field.on_delete is models.CASCADE
    ]

    assert cascades == []
