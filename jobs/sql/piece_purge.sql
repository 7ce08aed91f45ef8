-- The payroll book names its workers for three years at least (保障农民工工资支付条例 art. 15); afterwards, and not before the months
-- that the bureau names are over, the names are struck out and the sums stay. Postgres holds the three years whoever asks.
CREATE OR REPLACE FUNCTION jobs_pieceorder_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(NEW) - ARRAY['quantity', 'due_on', 'quality', 'deposit', 'state', 'state_note', 'purged_at'])
        <> (to_jsonb(OLD) - ARRAY['quantity', 'due_on', 'quality', 'deposit', 'state', 'state_note', 'purged_at'])
        OR OLD.state = 'cancelled' AND NEW.purged_at IS NOT DISTINCT FROM OLD.purged_at
        OR (OLD.deposit <> NEW.deposit AND pg_trigger_depth() < 2) THEN
        RAISE EXCEPTION 'an order by the piece stays: unit, rate and first day never change, the deposit by its entries alone'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pieceorder_stays';
    END IF;
    IF NEW.state = 'cancelled' AND EXISTS (SELECT FROM jobs_piecesettlement s WHERE s.order_id = NEW.id) THEN
        RAISE EXCEPTION 'a day of this order was settled: it is closed, not called off'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pieceorder_settled';
    END IF;
    IF OLD.purged_at IS NOT NULL THEN
        RAISE EXCEPTION 'an order without names is not changed any more'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pieceorder_purged';
    END IF;
    IF NEW.purged_at IS NOT NULL AND (NEW.state = 'open'
        OR NEW.due_on > CURRENT_DATE - interval '3 years'
        OR EXISTS (SELECT FROM jobs_piecesettlement s WHERE s.order_id = NEW.id AND s.on > CURRENT_DATE - interval '3 years')
        OR EXISTS (SELECT FROM jobs_piecedeposit d WHERE d.order_id = NEW.id AND d.on > CURRENT_DATE - interval '3 years')) THEN
        RAISE EXCEPTION 'the payroll book names its workers for three years'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pieceorder_kept_three_years';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION jobs_pieceworker_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    purged boolean := EXISTS (SELECT FROM jobs_pieceorder o WHERE o.id = OLD.order_id AND o.purged_at IS NOT NULL);
BEGIN
    IF (NEW.order_id, NEW.number) <> (OLD.order_id, OLD.number)
        OR (OLD.resident_id IS NOT NULL AND NEW.resident_id IS DISTINCT FROM OLD.resident_id AND NOT purged)
        OR (NEW.purged_at IS NOT NULL AND NOT purged) THEN
        RAISE EXCEPTION 'a worker keeps order, number and person' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pieceworker_stays';
    END IF;
    RETURN NEW;
END $$;

-- A complaint stays and is answered once; that it went on as a report of unpaid wages is added once, before or after the answer.
CREATE OR REPLACE FUNCTION jobs_piecedispute_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM jobs_piecepay p JOIN jobs_piecesettlement s ON s.id = p.settlement_id
               JOIN jobs_pieceorder o ON o.id = s.order_id WHERE p.id = OLD.pay_id AND o.purged_at IS NOT NULL)
        AND (to_jsonb(NEW) - ARRAY['text', 'reason']) = (to_jsonb(OLD) - ARRAY['text', 'reason']) THEN
        RETURN NEW;
    END IF;
    IF (OLD.outcome <> '' AND (to_jsonb(NEW) - 'arrears_id') <> (to_jsonb(OLD) - 'arrears_id'))
        OR (OLD.arrears_id IS NOT NULL AND NEW.arrears_id IS DISTINCT FROM OLD.arrears_id)
        OR (NEW.pay_id, NEW.text, NEW.received_at) IS DISTINCT FROM (OLD.pay_id, OLD.text, OLD.received_at) THEN
        RAISE EXCEPTION 'a complaint stays and is answered once' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'piecedispute_final';
    END IF;
    RETURN NEW;
END $$;
