"""The roof's own doorbell: the audit is sealed, and each seal is written down outside the database as well."""

from celery import shared_task
from django.conf import settings

from core import audit


@shared_task(name="portal.seal_audit")
def seal_audit() -> None:
    """Every audit entry written so far is in the chain, and the anchor file knows the newest link."""
    settings.PORTAL_ANCHOR_FILE.parent.mkdir(parents=True, exist_ok=True)
    while link := audit.seal():
        with settings.PORTAL_ANCHOR_FILE.open("a", encoding="utf-8") as anchor:
            anchor.write(f"{link.at.isoformat()} {link.after_id} {link.last_id} {link.entries} {link.chain_hash}\n")
