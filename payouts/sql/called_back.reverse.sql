CREATE OR REPLACE FUNCTION payouts_batch_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
