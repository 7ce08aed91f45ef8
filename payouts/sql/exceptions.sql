-- What the bank said stays as it was read; only its settlement is written, and once two people settled it, not even that.
CREATE FUNCTION payouts_exception_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.confirmed_at IS NOT NULL
        OR (to_jsonb(NEW) - ARRAY['blocks', 'settlement', 'evidence', 'proposed_by_id', 'proposed_at', 'confirmed_by_id', 'confirmed_at'])
        <> (to_jsonb(OLD) - ARRAY['blocks', 'settlement', 'evidence', 'proposed_by_id', 'proposed_at', 'confirmed_by_id', 'confirmed_at'])
    THEN
        RAISE EXCEPTION 'what the bank said stays; an exception that two people settled is settled' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER bankexception_final BEFORE UPDATE ON payouts_bankexception
    FOR EACH ROW EXECUTE FUNCTION payouts_exception_final();
CREATE TRIGGER bankexception_stays BEFORE DELETE OR TRUNCATE ON payouts_bankexception
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

-- A file of the bank is taken in once and never forgotten; its figures are written in the transaction that read it.
CREATE TRIGGER answer_stays BEFORE DELETE OR TRUNCATE ON payouts_answer
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

-- A try is not dead while the bank's word about it is open, or where two people settled that the money arrived after all.
CREATE OR REPLACE FUNCTION payouts_is_dead(which bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT (l.standing = 2 OR b.state = 'cancelled'
        OR EXISTS (SELECT FROM payouts_result r WHERE r.line_id = l.id AND r.outcome = 2)
        OR EXISTS (SELECT FROM payouts_return t WHERE t.line_id = l.id))
        AND NOT EXISTS (SELECT FROM payouts_bankexception e WHERE e.line_id = l.id AND e.blocks)
    FROM payouts_line l LEFT JOIN payouts_batch b ON b.id = l.batch_id WHERE l.id = which
$$;
