"""The instruction file of a batch: GB18030 text or pain.001.001.09. The same batch gives the same bytes, every time."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from payouts.bankfiles.layout import FileRefused, InstructionHead, Row, fen, plain

CHUNK = 5_000
PAIN001 = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
FORMATS = {"text": ".txt", "pain001": ".xml"}
#: The fields of many lines, a column each, in the order of Payment.
Columns = Sequence[Sequence[Any]]
_AMOUNTS = re.compile(r"[0-9]+\.[0-9]{2}(?: [0-9]+\.[0-9]{2})*+")
_PAIN001_END = b"</PmtInf>\n</CstmrCdtTrfInitn>\n</Document>\n"
_MARKED = re.compile("[&<>]")
_FIELDS = 7
#: What stands before, between and after key, amount, bank, name, account and purpose of a transaction.
_FRAME = (
    "<CdtTrfTxInf><PmtId><EndToEndId>", '</EndToEndId></PmtId><Amt><InstdAmt Ccy="CNY">', "</InstdAmt></Amt>", "<Cdtr><Nm>",
    "</Nm></Cdtr><CdtrAcct><Id><Othr><Id>", "</Id></Othr></Id></CdtrAcct><RmtInf><Ustrd>",
    "</Ustrd></RmtInf></CdtTrfTxInf>\n",
)  # fmt: skip


def write(form: str, head: InstructionHead, lines: Iterable[Row], file: BinaryIO) -> None:
    """Write the instruction in one of FORMATS; raises FileRefused where the lines are not what the head says."""
    {"text": write_text, "pain001": write_pain001}[form](head, lines, file)


def write_ready(form: str, head: InstructionHead, blocks: Iterable[bytes], file: BinaryIO) -> None:
    """The same bytes as `write`, of the blocks that `block_of` made of its lines; raises FileRefused as that."""
    as_xml = form == "pain001"
    file.write(_pain001_top(head).encode() if as_xml else _text_top(head))
    count = 0
    for block in blocks:
        count += block.count(b"\n")
        file.write(_transactions(_columns_of(block)).encode() if as_xml else block)
    if as_xml:
        file.write(_PAIN001_END)
    if count != head.count:
        raise FileRefused("count_differs", head.number, says=head.count, is_=count)


def block_of(lines: list[Row]) -> bytes:
    """The lines as the text instruction has them; raises FileRefused where a field would break a line in two."""
    text = "".join(
        [
            f"{line_no}|{key}|{account}|{name}|{amount}|{cnaps}|{purpose}\r\n"
            for line_no, key, account, name, amount, cnaps, purpose in lines
        ]
    )
    if text.count("|") != 6 * len(lines) or text.count("\n") != len(lines) or text.count("\r") != len(lines):
        raise FileRefused("separator_in_field", f"{lines[0][1]}..{lines[-1][1]}")
    return _encoded(text, "gb18030", lines)


def _columns_of(block: bytes) -> Columns:
    fields = block.decode("gb18030").replace("\r\n", "|").split("|")
    return [fields[at:-1:_FIELDS] for at in range(_FIELDS)]


def write_text(head: InstructionHead, lines: Iterable[Row], file: BinaryIO) -> None:
    """GB18030, CRLF: `#批次号|基金代码|付款日期|总笔数|总金额`, then
    `序号|行标识|收款账号|收款户名|金额|收款行行号|摘要` a line. Raises FileRefused as `write`."""
    tally = _Tally(head)
    file.write(_text_top(head))
    for chunk in tally.chunks(lines):
        file.write(block_of(chunk))
    tally.finish()


def _text_top(head: InstructionHead) -> bytes:
    return f"#{head.number}|{head.fund}|{head.pay_on:%Y%m%d}|{head.count}|{head.total:.2f}\r\n".encode("gb18030")


def write_pain001(head: InstructionHead, lines: Iterable[Row], file: BinaryIO) -> None:
    """pain.001.001.09 with one PmtInf; EndToEndId is the line key (行标识). Raises FileRefused as `write`."""
    tally = _Tally(head)
    file.write(_pain001_top(head).encode())
    for chunk in tally.chunks(lines):
        file.write(_encoded(_transactions(list(zip(*chunk, strict=True))), "utf-8", chunk))
    tally.finish()
    file.write(_PAIN001_END)


def _pain001_top(head: InstructionHead) -> str:
    number, payer = escape(head.number), head.payer
    total = f"{head.total:.2f}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{PAIN001}">\n<CstmrCdtTrfInitn>\n'
        f"<GrpHdr><MsgId>{number}</MsgId><CreDtTm>{head.made_at:%Y-%m-%dT%H:%M:%S}</CreDtTm><NbOfTxs>{head.count}</NbOfTxs>"
        f"<CtrlSum>{total}</CtrlSum><InitgPty><Nm>{escape(payer.name)}</Nm></InitgPty></GrpHdr>\n"
        f"<PmtInf><PmtInfId>{number}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg><NbOfTxs>{head.count}</NbOfTxs>"
        f"<CtrlSum>{total}</CtrlSum><ReqdExctnDt><Dt>{head.pay_on:%Y-%m-%d}</Dt></ReqdExctnDt>"
        f"<Dbtr><Nm>{escape(payer.name)}</Nm></Dbtr>"
        f"<DbtrAcct><Id><Othr><Id>{escape(payer.account)}</Id></Othr></Id></DbtrAcct>"
        f"<DbtrAgt>{_agent(escape(payer.cnaps))}</DbtrAgt>\n"
    )


def _agent(cnaps: str) -> str:
    return f"<FinInstnId><ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>{cnaps}</MmbId></ClrSysMmbId></FinInstnId>"


def _transactions(columns: Columns) -> str:
    # CdtrAgt may be left out by the schema, but not be empty. Banks and purposes are few, names are many.
    _numbers, keys, accounts, names, amounts, banks, purposes = columns
    agents = {cnaps: f"<CdtrAgt>{_agent(cnaps)}</CdtrAgt>" if cnaps else "" for cnaps in {*banks}}
    words = {purpose: escape(purpose) for purpose in {*purposes}}
    if _MARKED.search("".join(names)):
        names = [escape(name) for name in names]
    told = (keys, amounts, [agents[cnaps] for cnaps in banks], names, accounts, [words[purpose] for purpose in purposes])
    step = len(_FRAME) + len(told)
    parts = [""] * (step * len(keys))
    for at, frame in enumerate(_FRAME):
        parts[2 * at :: step] = [frame] * len(keys)
    for at, column in enumerate(told):
        parts[2 * at + 1 :: step] = column
    return "".join(parts)


def _encoded(text: str, encoding: str, chunk: list[Row]) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        raise FileRefused("unwritable", f"{chunk[0][1]}..{chunk[-1][1]}") from None


class _Tally:
    """Counts what passes, and refuses at the end when it is not what the head says."""

    def __init__(self, head: InstructionHead) -> None:
        self.head = head
        self.count = 0
        self.fen = 0

    def chunks(self, lines: Iterable[Row]) -> Iterator[list[Row]]:
        """The lines in lists of CHUNK."""
        source = iter(lines)
        while chunk := list(islice(source, CHUNK)):
            self.count += len(chunk)
            amounts = " ".join([line[4] for line in chunk])
            if not _AMOUNTS.fullmatch(amounts):
                raise FileRefused("amount_form", f"{chunk[0][1]}..{chunk[-1][1]}")
            self.fen += sum(map(int, amounts.replace(".", "").split(" ")))
            yield chunk

    def finish(self) -> None:
        """Raise FileRefused unless count and total are the head's."""
        if self.count != self.head.count:
            raise FileRefused("count_differs", self.head.number, says=self.head.count, is_=self.count)
        if self.fen != fen(f"{self.head.total:.2f}"):
            raise FileRefused("total_differs", self.head.number, says=f"{self.head.total:.2f}", is_=plain(self.fen))
