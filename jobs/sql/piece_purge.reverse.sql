-- The functions as they were before names could be struck out.
CREATE OR REPLACE FUNCTION jobs_pieceorder_stays() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE FUNCTION jobs_pieceworker_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.order_id, NEW.number) <> (OLD.order_id, OLD.number)
        OR (OLD.resident_id IS NOT NULL AND NEW.resident_id IS DISTINCT FROM OLD.resident_id) THEN
        RAISE EXCEPTION 'a worker keeps order, number and person' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pieceworker_stays';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION jobs_piecedispute_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.outcome <> '' OR (NEW.pay_id, NEW.text, NEW.received_at) IS DISTINCT FROM (OLD.pay_id, OLD.text, OLD.received_at) THEN
        RAISE EXCEPTION 'a complaint stays and is answered once' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'piecedispute_final';
    END IF;
    RETURN NEW;
END $$;
