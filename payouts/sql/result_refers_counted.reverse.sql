CREATE OR REPLACE FUNCTION payouts_result_refers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    batches bigint[] := ARRAY(SELECT w.batch_id FROM written w GROUP BY w.batch_id);
BEGIN
    IF EXISTS (
        SELECT FROM written w
        LEFT JOIN payouts_line l ON l.id = w.line_id AND l.batch_id = w.batch_id AND l.standing = 1 AND l.batch_id = ANY (batches)
        LEFT JOIN payouts_batch b ON b.id = l.batch_id AND b.state IN ('sending', 'sent', 'answered', 'closed', 'doubtful')
        WHERE b.id IS NULL
    ) THEN
        RAISE EXCEPTION 'a result needs a sealed line of a batch that was sent' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
