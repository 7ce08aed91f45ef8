"""The bank's answer in three formats: read whole or refused whole."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from payouts.bankfiles.answer_write import day_statement, status_report, text_answer
from payouts.bankfiles.answers import open_answer, open_bytes
from payouts.bankfiles.layout import FileRefused
from tests.factories.bankfiles import DAY, MADE, NUMBER, RARE, verdict, verdict_lists
from tests.payouts.iso import breaches

DATA = Path(__file__).parent / "data"
THREE = [
    verdict(1),
    verdict(2, "F", "AC01", "户名账号不符", name="饇" + RARE),
    verdict(3, "P"),
    verdict(5, amount="0.01", name="A&B"),
]


def read(content):
    answer = open_bytes(content)
    return answer, list(answer)


def said(verdicts):
    return [(row.key, row.account, row.amount, row.status, row.code, row.reason) for row in verdicts]


def got(lines):
    return [(line.key, line.account, line.amount, line.status, line.code, line.reason) for line in lines]


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [("answer.txt", "text", 4), ("answer.pain002.xml", "pain002", 4), ("answer.camt053.xml", "camt053", 3)],
)
def test_the_golden_answers_are_told_apart_by_content(name, kind, count):
    answer, lines = read((DATA / name).read_bytes())
    assert answer.head.kind == kind
    assert len(lines) == count


@pytest.mark.parametrize(
    ("encoding", "end"), [("gb18030", "\r\n"), ("gb18030", "\n"), ("utf-8-sig", "\r\n"), ("utf-8-sig", "\n")]
)
@given(verdicts=verdict_lists())
@settings(max_examples=25, deadline=None)
def test_text_reads_back_in_each_encoding_and_line_end(encoding, end, verdicts):
    answer, lines = read(text_answer(NUMBER, DAY, verdicts, encoding, end))
    assert got(lines) == said(verdicts)
    assert (answer.head.batch, answer.head.day) == (NUMBER, DAY)
    assert answer.head.counts["P"] == sum(row.status == "P" for row in verdicts)


@given(verdict_lists())
@settings(max_examples=40, deadline=None)
def test_pain002_reads_back_and_keeps_to_the_schema(verdicts):
    content = status_report(NUMBER, MADE, verdicts)
    assert breaches(content) == []
    answer, lines = read(content)
    assert got(lines) == said(verdicts)
    assert answer.head.batch == NUMBER


@given(verdict_lists("SR"))
@settings(max_examples=40, deadline=None)
def test_camt053_reads_back_and_keeps_to_the_schema(verdicts):
    content = day_statement("ST-1", DAY, MADE, verdicts)
    assert breaches(content) == []
    _answer, lines = read(content)
    assert [(line.key, line.account, line.amount, line.status) for line in lines] == [
        (row.key, row.account, row.amount, row.status) for row in verdicts
    ]


WHOLE = [
    text_answer(NUMBER, DAY, THREE[::-1]),
    status_report(NUMBER, MADE, THREE),
    day_statement("ST-1", DAY, MADE, [verdict(1), verdict(2, "R", "AC04", "退票")]),
]


@pytest.mark.parametrize("content", WHOLE, ids=["text", "pain002", "camt053"])
def test_a_file_cut_off_at_any_byte_is_refused_or_lost_only_its_last_line_end(content):
    complete = got(read(content)[1])
    for size in range(len(content)):
        try:
            lines = got(read(content[:size])[1])
        except FileRefused:
            continue
        assert lines == complete, size
        assert content[size:].strip() == b"", size


@given(verdicts=verdict_lists())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_text_cut_off_never_says_anything_that_the_whole_did_not(verdicts):
    content = text_answer(NUMBER, DAY, verdicts)
    complete = said(verdicts)
    for size in range(0, len(content), 3):
        try:
            lines = got(read(content[:size])[1])
        except FileRefused:
            continue
        # Only lines that are still pending can be missing: the totals count the others.
        assert lines == complete[: len(lines)]
        assert all(row[3] == "P" for row in complete[len(lines) :])


def text(*rows, top="#UI1505-20261123-01|20261123|1|10.00|0|0.00"):
    return "".join(f"{row}\r\n" for row in (top, *rows)).encode("gb18030")


LINE = "1|UI1505-20261123-01-0000001|6217|张三|10.00|S||"


@pytest.mark.parametrize(
    ("content", "what", "where"),
    [
        (text(LINE, top="#X|20261123|1|10.01|0|0.00"), "paid_total_differs says=10.01 is_=10.00", "line 1"),
        (text(LINE, top="#X|20261123|1000000|10.00|0|0.00"), "paid_count_differs", "line 1"),
        (text(LINE, top="#X|20261123|1|10.00|1|0.00"), "failed_count_differs", "line 1"),
        (text(LINE, top="#X|20261123|1|10.00|0|0.01"), "failed_total_differs", "line 1"),
        (text(LINE, top="#X|2026-11-23|1|10.00|0|0.00"), "head", "line 1"),
        (text(LINE, top="#X|20261123|1|10.00|0"), "head", "line 1"),
        (text(LINE, top="#|20261123|1|10.00|0|0.00"), "head", "line 1"),
        (text(LINE + "|more"), "fields", "line 2"),
        (text(LINE, "2|short"), "fields", "line 3"),
        (text(LINE.replace("|S|", "|X|")), "status", "line 2"),
        (text(LINE.replace("10.00", "1e1")), "amount", "line 2"),
        (text(LINE.replace("10.00", "-10.00")), "amount", "line 2"),
        (text(LINE.replace("10.00", "１0.00")), "amount", "line 2"),
        (text(LINE.replace("10.00", "10.001")), "amount", "line 2"),
        (text("", LINE), "blank_line", "line 2"),
        (text(LINE.replace("UI1505-20261123-01-0000001", "")), "key", "line 2"),
        (text(top="#X|20261123|0|0.00|0|0.00"), "no_lines", "line 1"),
        (text(LINE).replace("张三".encode("gb18030"), b"\x81\xff"), "encoding", "line 2"),
        (b"\xef\xbb\xbf" + text(LINE), "encoding", "line 2"),
        (b"", "unknown_format", "line 1"),
        (b"PK\x03\x04", "unknown_format", "line 1"),
        (b"<html/>", "unknown_format", "line 1"),
    ],
)
def test_a_hostile_text_is_refused_with_what_and_where(content, what, where):
    with pytest.raises(FileRefused) as refused:
        read(content)
    assert what in refused.value.what
    assert refused.value.where == where


def test_the_separator_inside_a_character_is_no_separator():
    name = next(chr(code) for code in range(0x4E00, 0x9FA5) if b"|" in chr(code).encode("gb18030"))
    _answer, lines = read(text(LINE.replace("张三", name)))
    assert len(lines) == 1


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><x>&b;</x></Document>"""
ENTITY = BOMB.replace(b"<!ENTITY a", b'<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY a')


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (BOMB, "doctype"),
        (ENTITY, "doctype"),
        (b"<?xml version='1.0'?>" + b" " * 5000 + BOMB[21:], "unknown_format"),
        (WHOLE[1].replace(b"<GrpHdr>", b"<?php x ?><GrpHdr>"), "processing_instruction"),
        (WHOLE[1].replace(b"<GrpHdr>", b"<a>" * 40 + b"<GrpHdr>"), "too_deep"),
        (WHOLE[1].replace(b"<MsgId>", b"<MsgId>" + b"x" * 5000), "text_too_long"),
        (WHOLE[1].replace(b"<GrpHdr>", b'<GrpHdr xmlns="urn:other">'), "namespace"),
        (WHOLE[1].replace(b"ACSC</TxSts>", b"WHAT</TxSts>"), "status"),
        (WHOLE[1].replace(b"<DtldNbOfTxs>2<", b"<DtldNbOfTxs>3<"), "count_differs"),
        (WHOLE[1].replace(b"<DtldCtrlSum>2156.51<", b"<DtldCtrlSum>2156.52<"), "total_differs"),
        (WHOLE[1].replace(b'Ccy="CNY"', b'Ccy="USD"'), "currency"),
        (WHOLE[2].replace(b"<NbOfNtries>2<", b"<NbOfNtries>9<"), "count_differs"),
        (WHOLE[2].replace(b'Ccy="CNY">10000000000.00<', b'Ccy="CNY">10000000001.00<', 1), "balance_differs"),
        (WHOLE[2].replace(b"pain", b"xxxx").replace(b"camt.053.001.08", b"camt.054.001.08"), "unknown_format"),
    ],
)
def test_hostile_xml_is_refused(content, what):
    with pytest.raises(FileRefused) as refused:
        read(content)
    assert what in refused.value.what


def test_a_doctype_behind_the_first_block_is_still_refused():
    late = WHOLE[1].replace(b"<Document", b"<!-- " + b"x" * 3000 + b" --><!DOCTYPE a []><Document")
    with pytest.raises(FileRefused, match="doctype"):
        read(late)


def test_money_that_came_in_without_a_line_of_ours_is_left_alone():
    content = day_statement("ST-1", DAY, MADE, [verdict(1), verdict(2, "R", key="NOTPROVIDED")])
    answer, lines = read(content)
    assert [line.status for line in lines] == ["S"]
    assert answer.head.foreign == 1


def test_money_that_left_without_a_line_of_ours_is_said():
    _answer, lines = read(day_statement("ST-1", DAY, MADE, [verdict(1, key="NOTPROVIDED")]))
    assert [(line.status, line.key) for line in lines] == [("S", "(1)")]


def test_a_head_that_promises_a_million_lines_is_refused_at_the_end_of_the_stream():
    class Endless(io.RawIOBase):
        """A stream that never seeks back and holds fewer lines than its head promises."""

        def __init__(self):
            self.left = 100_000
            self.start = text(top="#X|20261123|1000000|10.00|0|0.00")
            self.place = 0

        def seek(self, place, _whence=0):
            self.place = place
            return place

        def read(self, size=-1):
            if self.place == 0:
                self.place = 1
                return self.start
            if not self.left:
                return b""
            self.left -= 1000
            return text(*[LINE] * 999, top=LINE)

    with pytest.raises(FileRefused, match="paid_count_differs"):
        list(open_answer(Endless()))
