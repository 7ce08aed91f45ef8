"""Papers of a claim: known by their content, kept as they came, opened only by those who may."""

from pathlib import Path

import pytest

from cases.models import Attachment
from cases.services import attachments
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from tests.factories.desk import granted, submitted
from tests.factories.programmes import shipped_law

PDF = b"%PDF-1.7 "


@pytest.fixture(autouse=True)
def law(db, friday, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    shipped_law()


def added(claim, actor, content=PDF, name="a.pdf"):
    return attachments.add(claim_id=claim.pk, actor=actor, kind="other", file_name=name, content=content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00", "image/png"),
        (b"<svg onload=alert(1)>", None),
        (b"PK\x03\x04", None),
        (b"", None),
    ],
)
def test_the_type_is_what_the_bytes_say(content, kind):
    assert attachments.content_type(content) == kind


def test_a_paper_lies_under_a_random_name_with_its_digest(officers, tmp_path):
    paper = added(submitted(officers), officers.station, name="C:\\身份证\n\u202e正面.pdf")
    stored = Path(tmp_path) / paper.stored_as
    assert stored.read_bytes() == PDF
    assert "身份证" not in paper.stored_as
    assert paper.file_name.endswith("正面.pdf")
    assert not {"\n", "\u202e", "\\", ":"} & set(paper.file_name)


def test_too_large_too_many_and_the_same_twice_are_refused(officers):
    claim = submitted(officers)
    with pytest.raises(Refused):
        added(claim, officers.station, PDF + b"x" * attachments.LARGEST)
    for number in range(attachments.MOST):
        added(claim, officers.station, PDF + str(number).encode())
    with pytest.raises(Refused):
        added(claim, officers.station, PDF + b"one more")
    attachments.remove(attachment_id=Attachment.objects.latest("pk").pk, actor=officers.station)
    with pytest.raises(Refused):
        added(claim, officers.station, PDF + b"3")


def test_a_file_changed_on_the_disk_is_not_handed_out(officers, tmp_path):
    paper = added(submitted(officers), officers.station)
    stored = Path(tmp_path) / paper.stored_as
    stored.chmod(0o600)
    stored.write_bytes(PDF + b"forged")
    with pytest.raises(Refused):
        attachments.open_recorded(attachment_id=paper.pk, actor=officers.acceptance)
    assert not AuditEntry.objects.filter(verb="attachment.opened").exists()


def test_the_neighbour_and_the_wrong_post_add_nothing(officers, neighbours):
    claim = submitted(officers)
    with pytest.raises(claim.DoesNotExist):
        added(claim, neighbours.acceptance)
    with pytest.raises(NotAllowed):
        added(claim, officers.approver)
    with pytest.raises(NotAllowed):
        added(granted(officers), officers.station)
    with pytest.raises(Attachment.DoesNotExist):
        attachments.open_recorded(attachment_id=added(claim, officers.station).pk, actor=neighbours.station)
