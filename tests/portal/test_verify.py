"""Verify finds what somebody changed who went round the services, the triggers and the checks."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

pytestmark = pytest.mark.django_db

OLDEST = "WHERE id = (SELECT min(id) FROM {table})"
TAMPERED = {
    "cases_assessment SET amount = amount + 1": "assessment_kept",
    "cases_assessment SET facts = '{}'": "assessment_kept",
    "cases_claim SET state = 'submitted'": "claim_steps",
    "cases_claimstep SET to_state = 'withdrawn'": "claim_steps",
    "cases_vote SET void_at = at": "decision_word",
    "cases_resident SET id_hash = '\\x01'": "resident_number",
    "cases_resident SET born_on = born_on - 1": "resident_number",
    "cases_resident SET id_number = '\\x00'": "resident_number",
    "cases_bankaccount SET number = (SELECT number FROM cases_bankaccount ORDER BY id DESC LIMIT 1)": "account_number",
    "core_auditentry SET verb = 'nothing.done'": "audit",
}


def verified() -> str:
    said = StringIO()
    call_command("verify", stdout=said)
    return said.getvalue()


def test_every_change_behind_the_services_of_the_seeded_demo_is_found(friday):
    call_command("seed", residents=60, seed=1, stdout=StringIO())
    verified()
    for change, code in TAMPERED.items():
        said = StringIO()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(f"UPDATE {change} {OLDEST.format(table=change.split()[0])}")
            with pytest.raises(CommandError):
                call_command("verify", stdout=said)
            transaction.set_rollback(True)
        assert f"{code}:" in said.getvalue(), (change, said.getvalue())
    verified()


def test_what_verify_looked_at_is_sealed_from_then_on(friday):
    call_command("seed", residents=20, seed=1, stdout=StringIO())
    verified()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM core_auditentry WHERE id = (SELECT max(id) FROM core_auditentry)")
    with pytest.raises(CommandError):
        verified()
