-- The places that are taken are counted where the sign-ups are written, whoever writes them. The event's own check refuses one
-- too many; who only arrives changes no place and so takes no lock on the event.
CREATE FUNCTION jobs_event_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before integer := CASE WHEN TG_OP <> 'INSERT' AND OLD.state = 'placed' THEN 1 ELSE 0 END;
    after integer := CASE WHEN TG_OP <> 'DELETE' AND NEW.state = 'placed' THEN 1 ELSE 0 END;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.event_id <> NEW.event_id THEN
        RAISE EXCEPTION 'a visitor stays with the event' USING ERRCODE = 'check_violation', CONSTRAINT = 'visitor_stays';
    END IF;
    IF before <> after THEN
        UPDATE jobs_event SET taken = taken + after - before
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.event_id ELSE NEW.event_id END;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER event_place AFTER INSERT OR UPDATE OF state, event_id OR DELETE ON jobs_visitor
    FOR EACH ROW EXECUTE FUNCTION jobs_event_place();

-- A post is wanted by a visitor of the event at whose stand it is offered.
CREATE FUNCTION jobs_intent_same_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM jobs_visitor v JOIN jobs_stand s ON s.event_id = v.event_id JOIN jobs_offer o ON o.stand_id = s.id
        WHERE v.id = NEW.visitor_id AND o.id = NEW.offer_id AND v.arrived_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the visitor has not come to where this post is offered'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'intent_same_event';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER intent_same_event AFTER INSERT OR UPDATE ON jobs_intent
    FOR EACH ROW EXECUTE FUNCTION jobs_intent_same_event();
