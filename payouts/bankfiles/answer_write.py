"""Answers as a bank writes them: for the demo bank and the tests, never for the bureau."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape

from payouts.bankfiles import camt053, pain002
from payouts.bankfiles.layout import FAILED, PAID, PENDING, RETURNED, fen, plain

SUFFIX = {"text": ".txt", "pain002": ".xml", "camt053": ".xml"}
TX_STATUS = {PAID: "ACSC", FAILED: "RJCT", PENDING: "PDNG"}


class Verdict(NamedTuple):
    """What the bank decided about one line of an instruction."""

    line_no: int
    key: str
    account: str
    name: str
    amount: str
    status: str
    code: str
    reason: str


def write_answer(form: str, batch: str, day: date, made_at: datetime, verdicts: list[Verdict], file: BinaryIO) -> None:
    """Write `verdicts` about `batch` in one of SUFFIX; camt.053 can say neither failed nor pending and leaves these out."""
    if form == "text":
        file.write(text_answer(batch, day, verdicts))
    elif form == "pain002":
        file.write(status_report(batch, made_at, verdicts))
    else:
        file.write(day_statement(f"{batch}-{made_at:%H%M%S}", day, made_at, verdicts))


def text_answer(batch: str, day: date, verdicts: Iterable[Verdict], encoding: str = "gb18030", end: str = "\r\n") -> bytes:
    """The text format of contracts.md 4."""
    rows = list(verdicts)
    paid, failed = ([fen(row.amount) for row in rows if row.status == status] for status in (PAID, FAILED))
    top = f"#{batch}|{day:%Y%m%d}|{len(paid)}|{plain(sum(paid))}|{len(failed)}|{plain(sum(failed))}{end}"
    return (top + "".join("|".join(map(str, row)) + end for row in rows)).encode(encoding)


def status_report(batch: str, made_at: datetime, verdicts: list[Verdict]) -> bytes:
    """pain.002.001.10 with one TxInfAndSts a line and the figures of each status."""
    counts: dict[str, list[int]] = {}
    for row in verdicts:
        figures = counts.setdefault(TX_STATUS[row.status], [0, 0])
        figures[0] += 1
        figures[1] += fen(row.amount)
    group = next(iter(counts)) if len(counts) == 1 else "PART"
    details = "".join(
        f"<NbOfTxsPerSts><DtldNbOfTxs>{count}</DtldNbOfTxs><DtldSts>{status}</DtldSts>"
        f"<DtldCtrlSum>{plain(total)}</DtldCtrlSum></NbOfTxsPerSts>"
        for status, (count, total) in counts.items()
    )
    moment = f"{made_at:%Y-%m-%dT%H:%M:%S}"
    body = "".join(_tx_status(row) for row in verdicts)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{pain002.NAMESPACE}">\n<CstmrPmtStsRpt>\n'
        f"<GrpHdr><MsgId>{escape(batch)}-{made_at:%H%M%S}</MsgId><CreDtTm>{moment}</CreDtTm></GrpHdr>\n"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{escape(batch)}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>"
        f"<GrpSts>{group}</GrpSts>{details}</OrgnlGrpInfAndSts>\n"
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{escape(batch)}</OrgnlPmtInfId>\n{body}</OrgnlPmtInfAndSts>\n"
        f"</CstmrPmtStsRpt>\n</Document>\n"
    ).encode()


def _tx_status(row: Verdict) -> str:
    why = ""
    if row.code or row.reason:
        code = f"<Rsn><Cd>{escape(row.code[:4])}</Cd></Rsn>" if row.code else ""
        words = f"<AddtlInf>{escape(row.reason[:105])}</AddtlInf>" if row.reason else ""
        why = f"<StsRsnInf>{code}{words}</StsRsnInf>"
    return (
        f"<TxInfAndSts><OrgnlEndToEndId>{escape(row.key)}</OrgnlEndToEndId><TxSts>{TX_STATUS[row.status]}</TxSts>{why}"
        f'<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">{row.amount}</InstdAmt></Amt><Cdtr><Pty><Nm>{escape(row.name)}</Nm></Pty></Cdtr>'
        f"<CdtrAcct><Id><Othr><Id>{escape(row.account)}</Id></Othr></Id></CdtrAcct></OrgnlTxRef></TxInfAndSts>\n"
    )


def day_statement(number: str, day: date, made_at: datetime, verdicts: Iterable[Verdict], opening: int = 10**12) -> bytes:
    """camt.053.001.08: a booked debit for each paid line, a booked credit for each returned one; balances in fen tie."""
    rows = [row for row in verdicts if row.status in (PAID, RETURNED)]
    sums = {side: [fen(row.amount) for row in rows if row.status == side] for side in (PAID, RETURNED)}
    closing = opening - sum(sums[PAID]) + sum(sums[RETURNED])
    entries = "".join(_entry(number, place, row, day) for place, row in enumerate(rows, 1))
    summary = "".join(
        f"<{name}><NbOfNtries>{len(figures)}</NbOfNtries><Sum>{plain(sum(figures))}</Sum></{name}>"
        for name, figures in (
            ("TtlNtries", sums[PAID] + sums[RETURNED]),
            ("TtlCdtNtries", sums[RETURNED]),
            ("TtlDbtNtries", sums[PAID]),
        )
    )
    moment = f"{made_at:%Y-%m-%dT%H:%M:%S}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{camt053.NAMESPACE}">\n<BkToCstmrStmt>\n'
        f"<GrpHdr><MsgId>{escape(number[:35])}</MsgId><CreDtTm>{moment}</CreDtTm></GrpHdr>\n"
        f"<Stmt><Id>{escape(number[:35])}</Id><CreDtTm>{moment}</CreDtTm>"
        f"<Acct><Id><Othr><Id>1505000000000000</Id></Othr></Id><Ccy>CNY</Ccy></Acct>\n"
        f"{_balance('OPBD', opening, day)}{_balance('CLBD', closing, day)}<TxsSummry>{summary}</TxsSummry>\n"
        f"{entries}</Stmt>\n</BkToCstmrStmt>\n</Document>\n"
    ).encode()


def _balance(kind: str, amount: int, day: date) -> str:
    side = "CRDT" if amount >= 0 else "DBIT"
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">{plain(abs(amount))}</Amt>'
        f"<CdtDbtInd>{side}</CdtDbtInd><Dt><Dt>{day:%Y-%m-%d}</Dt></Dt></Bal>"
    )


def _entry(number: str, place: int, row: Verdict, day: date) -> str:
    side, party = ("DBIT", "Cdtr") if row.status == PAID else ("CRDT", "Dbtr")
    parties = (
        f"<RltdPties><{party}><Pty><Nm>{escape(row.name)}</Nm></Pty></{party}>"
        f"<{party}Acct><Id><Othr><Id>{escape(row.account)}</Id></Othr></Id></{party}Acct></RltdPties>"
    )
    why = ""
    if row.status == RETURNED:
        code, words = escape(row.code[:4] or "AC04"), escape(row.reason[:105] or "退票")
        why = f"<RtrInf><Rsn><Cd>{code}</Cd></Rsn><AddtlInf>{words}</AddtlInf></RtrInf>"
    return (
        f'<Ntry><NtryRef>{place}</NtryRef><Amt Ccy="CNY">{row.amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>'
        f"<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day:%Y-%m-%d}</Dt></BookgDt><AcctSvcrRef>{escape(number[-20:])}-{place}</AcctSvcrRef>"
        f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ATXN</SubFmlyCd></Fmly></Domn></BkTxCd>"
        f"<NtryDtls><TxDtls><Refs><EndToEndId>{escape(row.key)}</EndToEndId></Refs>"
        f'<Amt Ccy="CNY">{row.amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{parties}{why}</TxDtls></NtryDtls></Ntry>\n'
    )
