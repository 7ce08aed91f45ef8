"""What the published schemas demand of the messages that we write and read: order, presence, repetition, types.

Each element: (name, least, most, type or children). Only the elements that the portal and its banks use are listed, in
the schema's order; anything else is an error, so the table can only be stricter than the schema.
"""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

MANY = 10**9
TEXT35 = re.compile(r"(?s).{1,35}")
TEXT34 = re.compile(r"(?s).{1,34}")
TEXT105 = re.compile(r"(?s).{1,105}")
TEXT140 = re.compile(r"(?s).{1,140}")
NUMERIC15 = re.compile(r"[0-9]{1,15}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
CODE4 = re.compile(r"[A-Z0-9]{1,4}")
CODE5 = re.compile(r"[A-Z0-9]{1,5}")
SIDE = re.compile(r"CRDT|DBIT")
BOOL = re.compile(r"true|false")
METHOD = re.compile(r"CHK|TRF|TRA")


def sum_(text: str) -> bool:
    """DecimalNumber: at most 18 digits, 17 of them after the point."""
    return bool(re.fullmatch(r"-?\d+(\.\d{1,17})?", text)) and len(re.sub(r"\D", "", text)) <= 18


def money(text: str) -> bool:
    """ActiveOrHistoricCurrencyAndAmount: not negative, at most 18 digits, 5 of them after the point."""
    return bool(re.fullmatch(r"\d+(\.\d{1,5})?", text)) and len(re.sub(r"\D", "", text)) <= 18 and Decimal(text) >= 0


MEMBER = [("FinInstnId", 1, 1, [("ClrSysMmbId", 0, 1, [("ClrSysId", 0, 1, [("Cd", 1, 1, CODE5)]), ("MmbId", 1, 1, TEXT35)])])]
ACCOUNT = [("Id", 1, 1, [("Othr", 1, 1, [("Id", 1, 1, TEXT34)])])]
NAMED = [("Nm", 0, 1, TEXT140)]
PARTY = [("Pty", 1, 1, NAMED)]

PAIN001 = [
    ("CstmrCdtTrfInitn", 1, 1, [
        ("GrpHdr", 1, 1, [("MsgId", 1, 1, TEXT35), ("CreDtTm", 1, 1, MOMENT), ("NbOfTxs", 1, 1, NUMERIC15),
                          ("CtrlSum", 0, 1, sum_), ("InitgPty", 1, 1, NAMED)]),
        ("PmtInf", 1, MANY, [
            ("PmtInfId", 1, 1, TEXT35), ("PmtMtd", 1, 1, METHOD), ("BtchBookg", 0, 1, BOOL), ("NbOfTxs", 0, 1, NUMERIC15),
            ("CtrlSum", 0, 1, sum_), ("ReqdExctnDt", 1, 1, [("Dt", 1, 1, DAY)]), ("Dbtr", 1, 1, NAMED),
            ("DbtrAcct", 1, 1, ACCOUNT), ("DbtrAgt", 1, 1, MEMBER),
            ("CdtTrfTxInf", 1, MANY, [
                ("PmtId", 1, 1, [("InstrId", 0, 1, TEXT35), ("EndToEndId", 1, 1, TEXT35)]),
                ("Amt", 1, 1, [("InstdAmt", 1, 1, money)]), ("CdtrAgt", 0, 1, MEMBER), ("Cdtr", 0, 1, NAMED),
                ("CdtrAcct", 0, 1, ACCOUNT), ("RmtInf", 0, 1, [("Ustrd", 0, MANY, TEXT140)]),
            ]),
        ]),
    ]),
]  # fmt: skip

PER_STATUS = [("DtldNbOfTxs", 1, 1, NUMERIC15), ("DtldSts", 1, 1, CODE4), ("DtldCtrlSum", 0, 1, sum_)]
PAIN002 = [
    ("CstmrPmtStsRpt", 1, 1, [
        ("GrpHdr", 1, 1, [("MsgId", 1, 1, TEXT35), ("CreDtTm", 1, 1, MOMENT), ("InitgPty", 0, 1, NAMED)]),
        ("OrgnlGrpInfAndSts", 1, 1, [
            ("OrgnlMsgId", 1, 1, TEXT35), ("OrgnlMsgNmId", 1, 1, TEXT35), ("OrgnlCreDtTm", 0, 1, MOMENT),
            ("OrgnlNbOfTxs", 0, 1, NUMERIC15), ("OrgnlCtrlSum", 0, 1, sum_), ("GrpSts", 0, 1, CODE4),
            ("NbOfTxsPerSts", 0, MANY, PER_STATUS),
        ]),
        ("OrgnlPmtInfAndSts", 0, MANY, [
            ("OrgnlPmtInfId", 1, 1, TEXT35),
            ("TxInfAndSts", 0, MANY, [
                ("StsId", 0, 1, TEXT35), ("OrgnlInstrId", 0, 1, TEXT35), ("OrgnlEndToEndId", 0, 1, TEXT35),
                ("TxSts", 0, 1, CODE4),
                ("StsRsnInf", 0, MANY, [("Rsn", 0, 1, [("Cd", 1, 1, CODE4)]), ("AddtlInf", 0, MANY, TEXT105)]),
                ("OrgnlTxRef", 0, 1, [("Amt", 0, 1, [("InstdAmt", 1, 1, money)]), ("Cdtr", 0, 1, PARTY),
                                      ("CdtrAcct", 0, 1, ACCOUNT)]),
            ]),
        ]),
    ]),
]  # fmt: skip

COUNTED = [("NbOfNtries", 0, 1, NUMERIC15), ("Sum", 0, 1, sum_)]
BKTXCD = [("Domn", 0, 1, [("Cd", 1, 1, CODE4), ("Fmly", 1, 1, [("Cd", 1, 1, CODE4), ("SubFmlyCd", 1, 1, CODE4)])])]
CAMT053 = [
    ("BkToCstmrStmt", 1, 1, [
        ("GrpHdr", 1, 1, [("MsgId", 1, 1, TEXT35), ("CreDtTm", 1, 1, MOMENT)]),
        ("Stmt", 1, MANY, [
            ("Id", 1, 1, TEXT35), ("CreDtTm", 0, 1, MOMENT), ("Acct", 1, 1, [*ACCOUNT, ("Ccy", 0, 1, re.compile("[A-Z]{3}"))]),
            ("Bal", 1, MANY, [("Tp", 1, 1, [("CdOrPrtry", 1, 1, [("Cd", 1, 1, CODE4)])]), ("Amt", 1, 1, money),
                              ("CdtDbtInd", 1, 1, SIDE), ("Dt", 1, 1, [("Dt", 1, 1, DAY)])]),
            ("TxsSummry", 0, 1, [("TtlNtries", 0, 1, COUNTED), ("TtlCdtNtries", 0, 1, COUNTED), ("TtlDbtNtries", 0, 1, COUNTED)]),
            ("Ntry", 0, MANY, [
                ("NtryRef", 0, 1, TEXT35), ("Amt", 1, 1, money), ("CdtDbtInd", 1, 1, SIDE), ("Sts", 1, 1, [("Cd", 1, 1, CODE4)]),
                ("BookgDt", 0, 1, [("Dt", 1, 1, DAY)]), ("AcctSvcrRef", 0, 1, TEXT35), ("BkTxCd", 1, 1, BKTXCD),
                ("NtryDtls", 0, MANY, [("TxDtls", 0, MANY, [
                    ("Refs", 0, 1, [("EndToEndId", 0, 1, TEXT35)]), ("Amt", 0, 1, money), ("CdtDbtInd", 0, 1, SIDE),
                    ("RltdPties", 0, 1, [("Dbtr", 0, 1, PARTY), ("DbtrAcct", 0, 1, ACCOUNT), ("Cdtr", 0, 1, PARTY),
                                         ("CdtrAcct", 0, 1, ACCOUNT)]),
                    ("RtrInf", 0, 1, [("Rsn", 0, 1, [("Cd", 1, 1, CODE4)]), ("AddtlInf", 0, MANY, TEXT105)]),
                ])]),
            ]),
        ]),
    ]),
]  # fmt: skip

SCHEMAS = {
    "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09": PAIN001,
    "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10": PAIN002,
    "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08": CAMT053,
}


def breaches(content: bytes) -> list[str]:
    """Each departure from the schema that the root element names; empty when there is none."""
    root = ET.fromstring(content)
    namespace = root.tag[1:].partition("}")[0]
    if root.tag != f"{{{namespace}}}Document" or namespace not in SCHEMAS:
        return [f"root {root.tag}"]
    return list(_walk(root, SCHEMAS[namespace], namespace, "Document"))


def _walk(element, children, namespace, path):
    place = 0
    counts = dict.fromkeys((name for name, *_ in children), 0)
    names = list(counts)
    if (element.text or "").strip():
        yield f"{path}: text between elements"
    for child in element:
        name = child.tag.removeprefix(f"{{{namespace}}}")
        if name not in counts:
            yield f"{path}/{name}: not foreseen"
            continue
        if names.index(name) < place:
            yield f"{path}/{name}: out of order"
        place = names.index(name)
        counts[name] += 1
        kind = children[place][3]
        if isinstance(kind, list):
            yield from _walk(child, kind, namespace, f"{path}/{name}")
        else:
            yield from _leaf(child, kind, f"{path}/{name}")
    for name, least, most, _kind in children:
        if not least <= counts[name] <= most:
            yield f"{path}/{name}: {counts[name]} times"


def _leaf(child, kind, path):
    text = child.text or ""
    good = kind.fullmatch(text) if isinstance(kind, re.Pattern) else kind(text)
    if not good or len(child):
        yield f"{path}: {text!r}"
    if (kind is money) != (child.get("Ccy") is not None):
        yield f"{path}: currency"
