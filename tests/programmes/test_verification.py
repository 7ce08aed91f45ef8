"""Stored law that is not what was published is found."""

import pytest
from django.db import connection

from programmes.services import verification
from tests.factories import programmes as make

pytestmark = pytest.mark.django_db


def test_the_shipped_law_has_no_breach():
    make.shipped_law()
    assert list(verification.breaches()) == []


def test_figures_changed_behind_the_triggers_are_found():
    """Only somebody with the database's own rights can do this; the digest tells."""
    make.shipped_law()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = 'replica'")
        cursor.execute(
            "UPDATE programmes_ruleset SET content = jsonb_set(content, '{parameters,uplift,value}', '\"0.30\"')"
            " WHERE scheme = 'unemployment_benefit'"
        )
        cursor.execute("SET LOCAL session_replication_role = 'origin'")
    assert list(verification.breaches()) == ["rules: unemployment_benefit@2025-07-01 (15) does not match its digest"]
