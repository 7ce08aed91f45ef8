"""The statements behind text messages with a link: an order and its rating, the evening's receipt, the receipt of a matter.

The address carries the token of the thing itself, so that nobody types anything. A message about unpaid wages says neither the
employer nor the matter, and its address does not either: a lock screen shows both.
"""

#: `%(site)s` is where the portal lies; `due` gives the thing, one word and the way of the address.
_LINK = """
INSERT INTO notices_message (kind, {to}_id, subject_id, period, text, state, tries, next_try_at,
    provider_ref, trouble, created_at)
SELECT %(kind)s, due.to_id, due.subject_id, due.period, format(%(text)s, due.word, concat(%(site)s, due.way, due.token, '/')),
    'queued', 0, %(now)s, '', '', %(now)s
FROM ({due}) AS due
ON CONFLICT (kind, subject_id, period) DO NOTHING
"""

MESSAGE_SQL = {
    # Whoever ordered agreed to it with the order itself.
    "order_placed": _LINK.format(
        to="order",
        due="""
SELECT id AS to_id, id AS subject_id, '' AS period, number AS word, '/public/orders/rate/' AS way, token FROM jobs_serviceorder
WHERE state IN ('ordered', 'assigned', 'taken') AND ordered_at >= %(since)s""",
    ),
    "order_asked": _LINK.format(
        to="assignment",
        due="""
SELECT asked.id AS to_id, asked.id AS subject_id, '' AS period, placed.number AS word,
    '/public/orders/answer/' AS way, asked.token
FROM jobs_orderassignment AS asked JOIN jobs_serviceorder AS placed ON placed.id = asked.order_id
WHERE asked.answer = 'waiting' AND asked.assigned_at >= %(since)s""",
    ),
    "order_done": _LINK.format(
        to="order",
        due="""
SELECT id AS to_id, id AS subject_id, '' AS period, number AS word, '/public/orders/rate/' AS way, token FROM jobs_serviceorder
WHERE state = 'done' AND done_at >= %(since)s""",
    ),
    "piece_receipt": _LINK.format(
        to="receipt",
        due="""
SELECT pay.id AS to_id, pay.id AS subject_id, '' AS period, to_char(pay."on", 'FMMM"月"FMDD"日"') AS word,
    '/public/receipts/' AS way, pay.token
FROM jobs_piecepay AS pay JOIN jobs_pieceworker AS worker ON worker.id = pay.worker_id
JOIN jobs_piecesettlement AS evening ON evening.id = pay.settlement_id
WHERE worker.text_agreed_at <= evening.settled_at AND worker.mobile <> '' AND evening.settled_at >= %(since)s""",
    ),
    "matter_receipt": _LINK.format(
        to="arrears",
        due="""
SELECT id AS to_id, id AS subject_id, '' AS period, '' AS word, '/m/' AS way, link_token AS token FROM jobs_arrearscase
WHERE link_token IS NOT NULL AND text_agreed_at IS NOT NULL AND received_at >= %(since)s""",
    ),
}

MESSAGES = {
    "order_placed": "【就业服务】您的点单%1$s已登记，服务站将与您联系，查看进展：%2$s",
    "order_asked": "【就业服务】有一份服务点单%1$s派给您，请查看并答复是否接单：%2$s",
    "order_done": "【就业服务】您的点单%1$s已完成，请您评价：%2$s",
    "piece_receipt": "【就业服务】您%1$s的计件工资单，请核对，有出入可直接反映：%2$s",
    "matter_receipt": "【就业服务】您登记的事项已收到，查看回执：%2$s",
}
