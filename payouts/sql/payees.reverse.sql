DROP INDEX payouts_instalment_cancelled;
CREATE INDEX payouts_instalment_cancelled ON cases_instalment (resident_id, scheme, month) WHERE cancelled_on IS NOT NULL;

CREATE OR REPLACE FUNCTION payouts_line_refers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM written w LEFT JOIN cases_instalment i ON i.id = w.instalment_id
        WHERE i.id IS NULL OR i.amount <> w.amount OR i.resident_id <> w.resident_id OR i.month <> w.month
            OR i.scheme <> w.scheme OR i.fund <> w.fund OR (w.standing = 1 AND i.cancelled_on IS NOT NULL)
    ) THEN
        RAISE EXCEPTION 'a line says what its instalment says, and a cancelled one is not paid'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'line_of_its_instalment';
    END IF;
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT batch_id, fund, league_code FROM written WHERE batch_id IS NOT NULL) w
        LEFT JOIN payouts_batch b ON b.id = w.batch_id AND b.fund = w.fund AND b.league_code = w.league_code
            AND b.state = 'collected'
        WHERE b.id IS NULL
    ) THEN
        RAISE EXCEPTION 'a line joins a batch of its fund and league, and only while that is collected'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'line_joins_open_batch';
    END IF;
    IF EXISTS (
        SELECT FROM written w
        LEFT JOIN payouts_line p ON p.instalment_id = w.instalment_id AND p.attempt = w.attempt - 1
        WHERE w.attempt <> 1 AND (w.attempt < 1 OR p.id IS NULL OR payouts_is_dead(p.id) IS NOT TRUE)
    ) THEN
        RAISE EXCEPTION 'a further try needs the one before it to have failed'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'line_one_live';
    END IF;
    IF EXISTS (
        SELECT FROM written w
        JOIN cases_instalment c ON c.resident_id = w.resident_id AND c.scheme = w.scheme AND c.month = w.month
            AND c.cancelled_on IS NOT NULL AND c.id <> w.instalment_id
        JOIN payouts_line p ON p.instalment_id = c.id AND p.standing = 1
        WHERE w.standing = 1 AND payouts_is_dead(p.id) IS NOT TRUE
    ) THEN
        RAISE EXCEPTION 'this person was paid, or is being paid, for this month already'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'line_one_live_a_month';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION payouts_line_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM was FULL JOIN written w USING (id)
        WHERE was.instalment_id IS DISTINCT FROM w.instalment_id OR was.attempt IS DISTINCT FROM w.attempt
            OR (was.standing <> 0 AND
                (was.batch_id, was.line_no, was.amount, was.month, was.fund, was.scheme, was.league_code, was.region_code,
                 was.resident_id, was.account_id, was.holder_name, was.last4, was.cnaps, was.account_hash, was.account_cipher,
                 was.made_at)
                IS DISTINCT FROM
                (w.batch_id, w.line_no, w.amount, w.month, w.fund, w.scheme, w.league_code, w.region_code,
                 w.resident_id, w.account_id, w.holder_name, w.last4, w.cnaps, w.account_hash, w.account_cipher, w.made_at))
            OR (was.standing <> 0 AND (was.standing, was.hold_reason) IS DISTINCT FROM (w.standing, w.hold_reason)
                AND NOT (was.standing = 1 AND w.standing = 2))
    ) THEN
        RAISE EXCEPTION 'a sealed line does not change: it can only be taken out before release'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'line_sealed';
    END IF;
    IF EXISTS (
        SELECT FROM was JOIN written w USING (id) LEFT JOIN payouts_batch b ON b.id = w.batch_id
        WHERE was.standing = 1 AND w.standing = 2 AND b.state IS DISTINCT FROM 'sealed'
    ) THEN
        RAISE EXCEPTION 'a line can only be taken out of a batch that waits for release'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'line_sealed';
    END IF;
    IF EXISTS (
        SELECT FROM was JOIN written w USING (id)
        LEFT JOIN cases_instalment i ON i.id = w.instalment_id
        LEFT JOIN payouts_batch b ON b.id = w.batch_id
        LEFT JOIN cases_instalment c ON c.resident_id = w.resident_id AND c.scheme = w.scheme AND c.month = w.month
            AND c.cancelled_on IS NOT NULL AND c.id <> w.instalment_id
        LEFT JOIN payouts_line p ON p.instalment_id = c.id AND p.standing = 1
        WHERE was.standing = 0 AND w.standing <> 0
            AND (w.standing <> 1 OR i.cancelled_on IS NOT NULL OR i.amount <> w.amount OR i.resident_id <> w.resident_id
                OR i.month <> w.month OR i.scheme <> w.scheme OR i.fund <> w.fund OR b.state IS DISTINCT FROM 'collected'
                OR b.fund <> w.fund OR b.league_code <> w.league_code
                OR (p.id IS NOT NULL AND payouts_is_dead(p.id) IS NOT TRUE))
    ) THEN
        RAISE EXCEPTION 'a held line joins a batch of its fund and league, and only while that is collected'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'line_joins_open_batch';
    END IF;
    RETURN NULL;
END $$;
