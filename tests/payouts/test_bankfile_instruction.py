"""The instruction file: exact bytes, both formats, odd names, totals that must hold."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings

from payouts.bankfiles import instruction, names
from payouts.bankfiles.instruction_read import read_instruction
from payouts.bankfiles.layout import FileRefused
from tests.factories.bankfiles import RARE, head, payment, payment_lists, written
from tests.payouts.iso import breaches

DATA = Path(__file__).parent / "data"
GOLDEN = [
    payment(1),
    payment(2, "饇·" + RARE, "1929.50", account="622848001", cnaps=""),
    payment(4, "A&B <店>", "0.01", purpose="x > y & z"),
]


@pytest.mark.parametrize(("form", "name"), [("text", "instruction.txt"), ("pain001", "instruction.xml")])
def test_the_file_is_the_golden_one_byte_by_byte(form, name):
    assert written(form, GOLDEN) == (DATA / name).read_bytes()


def test_the_text_reads_as_the_contract_says():
    lines = written("text", GOLDEN).decode("gb18030").split("\r\n")
    assert lines[0] == "#UI1505-20261123-01|UI|20261123|3|4086.01"
    assert lines[1] == "1|UI1505-20261123-01-0000001|6217001234567890122|张三|2156.50|313651027012|失业保险金2026-11"
    assert lines[-1] == ""


@given(payment_lists())
@settings(max_examples=60, deadline=None)
def test_what_is_written_reads_back_in_both_formats(payments):
    for form in instruction.FORMATS:
        content = written(form, payments)
        read = read_instruction(content)
        assert [line[:5] for line in read.payments] == [
            (*line[:3], line[3].strip() if form == "pain001" else line[3], line[4]) for line in payments
        ]
        assert read.total == head(payments).total
        assert written(form, payments) == content


@given(payment_lists())
@settings(max_examples=40, deadline=None)
def test_pain001_keeps_to_the_schema(payments):
    assert breaches(written("pain001", payments)) == []


@pytest.mark.parametrize("form", ["text", "pain001"])
@pytest.mark.parametrize("changes", [{"count": 2}, {"total": head(GOLDEN).total + 1}])
def test_a_head_that_lies_is_refused(form, changes):
    with pytest.raises(FileRefused, match="differs"):
        instruction.write(form, head(GOLDEN, **changes), GOLDEN, io.BytesIO())


@pytest.mark.parametrize("bad", ["张|三", "张\n三", "张\r三"])
def test_a_name_that_would_break_the_text_file_is_never_written(bad):
    with pytest.raises(FileRefused):
        written("text", [payment(1, bad)])


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("张|三", "separator"),
        ("张\n三", "line_break"),
        ("张\u2028三", "line_break"),
        ("张\u0085三", "line_break"),
        ("张\x07三", "control"),
        ("张\ud800三", "unwritable"),
        ("张\uffff三", "unwritable"),
        ("张" * 141, "too_long"),
    ],
)
def test_sealing_hears_why_a_name_cannot_be_written(name, reason):
    assert names.refusal(name) == reason


@pytest.mark.parametrize("name", ["张三", "阿拉坦·其其格", RARE, "饇", "O'Neil-Smith", "A&B"])
def test_every_proper_name_can_be_written(name):
    assert names.refusal(name) is None
    assert name.encode("gb18030").decode("gb18030") == name


def test_an_amount_must_carry_two_decimals():
    with pytest.raises(FileRefused, match="amount_form"):
        instruction.write("text", head(GOLDEN), [payment(1, amount="12.5")], io.BytesIO())
