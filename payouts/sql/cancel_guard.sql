-- What a second person let go, and what was paid, is not cancelled any more: too much of it comes back as a recovery.
-- Whoever cancels waits for a release of the same batch, and the release for him.
CREATE FUNCTION payouts_instalment_released() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    released boolean;
BEGIN
    IF NOT EXISTS (
        SELECT FROM made m JOIN was USING (id) JOIN payouts_line l ON l.instalment_id = m.id
        WHERE m.cancelled_on IS NOT NULL AND was.cancelled_on IS NULL AND l.standing = 1
    ) THEN
        RETURN NULL;
    END IF;
    PERFORM FROM payouts_batch b WHERE b.id IN (
        SELECT l.batch_id FROM made m JOIN was USING (id) JOIN payouts_line l ON l.instalment_id = m.id
        WHERE m.cancelled_on IS NOT NULL AND was.cancelled_on IS NULL AND l.standing = 1
    ) ORDER BY b.id FOR SHARE;
    SELECT EXISTS (
        SELECT FROM made m JOIN was USING (id) JOIN payouts_line l ON l.instalment_id = m.id
        JOIN payouts_batch b ON b.id = l.batch_id
        WHERE m.cancelled_on IS NOT NULL AND was.cancelled_on IS NULL AND l.standing = 1
            AND b.state NOT IN ('collected', 'sealed', 'cancelled') AND payouts_is_dead(l.id) IS NOT TRUE
    ) INTO released;
    IF released THEN
        RAISE EXCEPTION 'an instalment that is on its way, or paid, is not cancelled'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'instalment_released';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER instalment_released AFTER UPDATE ON cases_instalment
    REFERENCING OLD TABLE AS was NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION payouts_instalment_released();
