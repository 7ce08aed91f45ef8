-- An order keeps what the workers were promised. Its deposit moves with the entries of the deposit alone; it is called off only
-- while nothing was settled. Nothing of the payroll book is ever removed (保障农民工工资支付条例 art. 15: three years at least).
CREATE FUNCTION jobs_pieceorder_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(NEW) - ARRAY['quantity', 'due_on', 'quality', 'deposit', 'state', 'state_note'])
        <> (to_jsonb(OLD) - ARRAY['quantity', 'due_on', 'quality', 'deposit', 'state', 'state_note'])
        OR OLD.state = 'cancelled' OR (OLD.deposit <> NEW.deposit AND pg_trigger_depth() < 2) THEN
        RAISE EXCEPTION 'an order by the piece stays: unit, rate and first day never change, the deposit by its entries alone'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pieceorder_stays';
    END IF;
    IF NEW.state = 'cancelled' AND EXISTS (SELECT FROM jobs_piecesettlement s WHERE s.order_id = NEW.id) THEN
        RAISE EXCEPTION 'a day of this order was settled: it is closed, not called off'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pieceorder_settled';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pieceorder_stays BEFORE UPDATE ON jobs_pieceorder FOR EACH ROW EXECUTE FUNCTION jobs_pieceorder_stays();
CREATE TRIGGER pieceorder_kept BEFORE DELETE OR TRUNCATE ON jobs_pieceorder
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

CREATE FUNCTION jobs_piecedeposit_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE jobs_pieceorder SET deposit = deposit + NEW.amount WHERE id = NEW.order_id;
    RETURN NULL;
END $$;
CREATE TRIGGER piecedeposit_moves AFTER INSERT ON jobs_piecedeposit FOR EACH ROW EXECUTE FUNCTION jobs_piecedeposit_moves();
CREATE TRIGGER piecedeposit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON jobs_piecedeposit
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

-- Nobody under 16 is taken on (劳动法 art. 15). A birthday on 29 February comes round in every sixteenth year but 2100.
ALTER TABLE jobs_pieceworker ADD CONSTRAINT pieceworker_no_child CHECK (born_on + interval '16 years' <= joined_on);
CREATE FUNCTION jobs_pieceworker_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.order_id, NEW.number) <> (OLD.order_id, OLD.number)
        OR (OLD.resident_id IS NOT NULL AND NEW.resident_id IS DISTINCT FROM OLD.resident_id) THEN
        RAISE EXCEPTION 'a worker keeps order, number and person' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pieceworker_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pieceworker_stays BEFORE UPDATE ON jobs_pieceworker FOR EACH ROW EXECUTE FUNCTION jobs_pieceworker_stays();
CREATE TRIGGER pieceworker_kept BEFORE DELETE OR TRUNCATE ON jobs_pieceworker
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

-- A line is open until its day is settled, final from then on; what is wrong afterwards a line of a later day counters.
CREATE FUNCTION jobs_pieceline_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    what jobs_pieceorder%ROWTYPE;
BEGIN
    SELECT * INTO what FROM jobs_pieceorder WHERE id = NEW.order_id FOR NO KEY UPDATE;
    IF TG_OP = 'UPDATE' AND (OLD.settlement_id IS NOT NULL OR (NEW.order_id, NEW.worker_id, NEW.on, NEW.corrects_id)
        IS DISTINCT FROM (OLD.order_id, OLD.worker_id, OLD.on, OLD.corrects_id)) THEN
        RAISE EXCEPTION 'a settled line is final; a correction is a line of a later day'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pieceline_final';
    END IF;
    IF NEW.settlement_id IS NOT NULL THEN
        IF NOT EXISTS (SELECT FROM jobs_piecesettlement s
                       WHERE s.id = NEW.settlement_id AND s.order_id = NEW.order_id AND s.on = NEW.on) THEN
            RAISE EXCEPTION 'a line is settled with its own day' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pieceline_own_day';
        END IF;
        RETURN NEW;
    END IF;
    IF what.state <> 'open' OR NEW.on < what.starts_on
        OR EXISTS (SELECT FROM jobs_piecesettlement s WHERE s.order_id = NEW.order_id AND s.on >= NEW.on) THEN
        RAISE EXCEPTION 'this day takes no more lines' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pieceline_day_open';
    END IF;
    IF NOT EXISTS (SELECT FROM jobs_pieceworker w WHERE w.id = NEW.worker_id AND w.order_id = NEW.order_id
                   AND w.joined_on <= NEW.on AND (w.left_on IS NULL OR w.left_on >= NEW.on OR NEW.corrects_id IS NOT NULL)) THEN
        RAISE EXCEPTION 'whoever has a line stood on the roster that day'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pieceline_on_the_roster';
    END IF;
    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT FROM jobs_pieceline l WHERE l.id = NEW.corrects_id
        AND l.worker_id = NEW.worker_id AND l.on < NEW.on AND l.settlement_id IS NOT NULL AND l.corrects_id IS NULL) THEN
        RAISE EXCEPTION 'a correction names a settled line of the same worker and an earlier day'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pieceline_corrects_its_own';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pieceline_written BEFORE INSERT OR UPDATE ON jobs_pieceline
    FOR EACH ROW EXECUTE FUNCTION jobs_pieceline_written();
CREATE TRIGGER pieceline_kept BEFORE DELETE OR TRUNCATE ON jobs_pieceline FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

-- Evenings follow one another: what stays to be taken off goes from one to the next.
CREATE FUNCTION jobs_piecesettlement_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM jobs_pieceorder WHERE id = NEW.order_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM jobs_piecesettlement s WHERE s.order_id = NEW.order_id AND s.on > NEW.on)
        OR EXISTS (SELECT FROM jobs_pieceline l WHERE l.order_id = NEW.order_id AND l.on < NEW.on AND l.settlement_id IS NULL) THEN
        RAISE EXCEPTION 'days are settled in their turn' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'piecesettlement_in_turn';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER piecesettlement_in_turn BEFORE INSERT ON jobs_piecesettlement
    FOR EACH ROW EXECUTE FUNCTION jobs_piecesettlement_in_turn();
CREATE TRIGGER piecesettlement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON jobs_piecesettlement
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER piecepay_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON jobs_piecepay
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

-- At commit: every line of the day is in, every worker's pay is the sum of her lines by the rate, rounded once, less what was left
-- open before, the totals are the sums of the pays, and the deposit gave exactly what left the station's hand.
CREATE FUNCTION jobs_piecesettlement_ties() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    which bigint := CASE TG_TABLE_NAME WHEN 'jobs_piecesettlement' THEN (to_jsonb(NEW) ->> 'id')::bigint
                                       ELSE (to_jsonb(NEW) ->> 'settlement_id')::bigint END;
    day jobs_piecesettlement%ROWTYPE;
BEGIN
    SELECT * INTO day FROM jobs_piecesettlement WHERE id = which;
    IF EXISTS (SELECT FROM jobs_pieceline l WHERE l.order_id = day.order_id AND l.on = day.on AND l.settlement_id IS NULL)
        OR day.rate <> (SELECT rate FROM jobs_pieceorder WHERE id = day.order_id)
        OR EXISTS (
            SELECT FROM (SELECT worker_id, sum(good) AS good, sum(rejected) AS rejected, sum(advance) AS advance
                         FROM jobs_pieceline WHERE settlement_id = which GROUP BY worker_id) made
            FULL JOIN (SELECT * FROM jobs_piecepay WHERE settlement_id = which) p USING (worker_id)
            WHERE p.id IS NULL OR p.on <> day.on OR (made.good, made.rejected, made.advance) IS DISTINCT FROM (p.good, p.rejected, p.advance)
                OR p.earned <> round(day.rate * p.good, 2)
                OR p.brought <> coalesce((SELECT b.rest FROM jobs_piecepay b WHERE b.worker_id = p.worker_id AND b.on < day.on
                                          ORDER BY b.on DESC LIMIT 1), 0))
        OR (day.workers, day.good, day.rejected, day.earned, day.advances, day.brought, day.paid, day.rest) IS DISTINCT FROM
            (SELECT (count(*)::int, coalesce(sum(good), 0)::int, coalesce(sum(rejected), 0)::int, coalesce(sum(earned), 0),
                     coalesce(sum(advance), 0), coalesce(sum(brought), 0), coalesce(sum(paid), 0), coalesce(sum(rest), 0))
             FROM jobs_piecepay WHERE settlement_id = which)
        OR (CASE WHEN day.payer = 'deposit' THEN -(day.paid + day.advances) END) IS DISTINCT FROM
            (SELECT amount FROM jobs_piecedeposit WHERE settlement_id = which AND order_id = day.order_id) THEN
        RAISE EXCEPTION 'settlement % does not tie to its lines', which
            USING ERRCODE = 'check_violation', CONSTRAINT = 'piecesettlement_ties';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER piecesettlement_ties AFTER INSERT ON jobs_piecesettlement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION jobs_piecesettlement_ties();
CREATE CONSTRAINT TRIGGER piecepay_in_time AFTER INSERT ON jobs_piecepay
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION jobs_piecesettlement_ties();
CREATE CONSTRAINT TRIGGER piecedeposit_ties AFTER INSERT ON jobs_piecedeposit
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.settlement_id IS NOT NULL) EXECUTE FUNCTION jobs_piecesettlement_ties();
CREATE CONSTRAINT TRIGGER pieceline_ties AFTER UPDATE ON jobs_pieceline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.settlement_id IS NOT NULL) EXECUTE FUNCTION jobs_piecesettlement_ties();

-- A worker's word stays and is answered once.
CREATE FUNCTION jobs_piecedispute_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.outcome <> '' OR (NEW.pay_id, NEW.text, NEW.received_at) IS DISTINCT FROM (OLD.pay_id, OLD.text, OLD.received_at) THEN
        RAISE EXCEPTION 'a complaint stays and is answered once' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'piecedispute_final';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER piecedispute_final BEFORE UPDATE ON jobs_piecedispute FOR EACH ROW EXECUTE FUNCTION jobs_piecedispute_final();
CREATE TRIGGER piecedispute_kept BEFORE DELETE OR TRUNCATE ON jobs_piecedispute
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
