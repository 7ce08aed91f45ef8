-- A batch moves along its table only, keeps its name and maker, and its totals once it is released. None is ever removed.
CREATE FUNCTION payouts_batch_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    counted bigint;
    summed numeric;
BEGIN
    IF (NEW.id, NEW.number, NEW.fund, NEW.league_code, NEW.region_code, NEW.month, NEW.pay_on, NEW.seq, NEW.made_by_id, NEW.made_at)
        IS DISTINCT FROM
       (OLD.id, OLD.number, OLD.fund, OLD.league_code, OLD.region_code, OLD.month, OLD.pay_on, OLD.seq, OLD.made_by_id, OLD.made_at)
    THEN
        RAISE EXCEPTION 'batch % keeps its name and its maker', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state NOT IN ('collected', 'sealed')
        AND (NEW.line_count, NEW.total, NEW.held_count, NEW.control_digest, NEW.seal_no, NEW.sealed_at, NEW.released_by_id, NEW.released_at)
            IS DISTINCT FROM
            (OLD.line_count, OLD.total, OLD.held_count, OLD.control_digest, OLD.seal_no, OLD.sealed_at, OLD.released_by_id, OLD.released_at)
    THEN
        RAISE EXCEPTION 'batch % is released: its totals are final', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> NEW.state AND NOT (OLD.state || '>' || NEW.state = ANY (ARRAY[
        'collected>sealed', 'sealed>released', 'sealed>cancelled', 'released>sending', 'sending>sent', 'sending>doubtful',
        'doubtful>sent', 'doubtful>closed', 'sent>answered', 'sent>closed', 'answered>closed']))
    THEN
        RAISE EXCEPTION 'batch % cannot go from % to %', OLD.number, OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'released' AND OLD.state = 'sealed' THEN
        SELECT count(*), coalesce(sum(amount), 0) INTO counted, summed
        FROM payouts_line WHERE batch_id = NEW.id AND standing = 1;
        IF (counted, summed) IS DISTINCT FROM (NEW.line_count::bigint, NEW.total) THEN
            RAISE EXCEPTION 'batch %: totals say % lines, %; the lines say %, %', NEW.number, NEW.line_count, NEW.total, counted, summed
                USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_totals_tie';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER batch_guard BEFORE UPDATE ON payouts_batch FOR EACH ROW EXECUTE FUNCTION payouts_batch_guard();

CREATE FUNCTION payouts_batch_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'collected' THEN
        RAISE EXCEPTION 'batch % must begin as collected', NEW.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER batch_begins BEFORE INSERT ON payouts_batch FOR EACH ROW EXECUTE FUNCTION payouts_batch_begins();
CREATE TRIGGER batch_stays BEFORE DELETE OR TRUNCATE ON payouts_batch
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

-- The bank's word is only ever added to.
CREATE TRIGGER result_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payouts_result
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER return_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payouts_return
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER doubt_stays BEFORE DELETE OR TRUNCATE ON payouts_doubt
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

CREATE FUNCTION payouts_doubt_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.confirmed_at IS NOT NULL
        OR (NEW.id, NEW.batch_id, NEW.line_id, NEW.cause, NEW.opened_at) IS DISTINCT FROM
           (OLD.id, OLD.batch_id, OLD.line_id, OLD.cause, OLD.opened_at)
    THEN
        RAISE EXCEPTION 'a doubt that two people settled is settled' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER doubt_final BEFORE UPDATE ON payouts_doubt FOR EACH ROW EXECUTE FUNCTION payouts_doubt_final();

CREATE FUNCTION payouts_result_refers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM written w
        LEFT JOIN payouts_line l ON l.id = w.line_id AND l.batch_id = w.batch_id AND l.standing = 1
        LEFT JOIN payouts_batch b ON b.id = l.batch_id AND b.state IN ('sending', 'sent', 'answered', 'closed', 'doubtful')
        WHERE b.id IS NULL
    ) THEN
        RAISE EXCEPTION 'a result needs a sealed line of a batch that was sent' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER result_refers AFTER INSERT ON payouts_result
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION payouts_result_refers();

CREATE FUNCTION payouts_return_refers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM written w
        LEFT JOIN payouts_result r ON r.line_id = w.line_id AND r.batch_id = w.batch_id AND r.outcome = 1
        WHERE r.line_id IS NULL
    ) THEN
        RAISE EXCEPTION 'only what was paid can come back' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER return_refers AFTER INSERT ON payouts_return
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION payouts_return_refers();
