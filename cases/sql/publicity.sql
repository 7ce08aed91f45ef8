-- What was shown stays as it was shown.
CREATE TRIGGER publicityentry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cases_publicityentry
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

CREATE FUNCTION cases_publicitylist_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.digest <> '' AND (OLD.state = 'closed' OR NEW.closes_on < OLD.closes_on
        OR (to_jsonb(NEW) - ARRAY['state', 'closed_at', 'closes_on']) <> (to_jsonb(OLD) - ARRAY['state', 'closed_at', 'closes_on'])))
    THEN
        RAISE EXCEPTION 'a publicity list is final: it can only be prolonged and closed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publicitylist_final BEFORE UPDATE OR DELETE ON cases_publicitylist
    FOR EACH ROW EXECUTE FUNCTION cases_publicitylist_final();

-- An objection is decided once, by somebody without a vote on the claim that counts, and comes while the list is shown.
CREATE FUNCTION cases_objection_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (SELECT FROM cases_publicityentry e JOIN cases_publicitylist l ON l.id = e.list_id
                   WHERE e.id = NEW.entry_id AND l.state = 'closed') THEN
            RAISE EXCEPTION 'the days of this publicity list are over' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.outcome <> ''
        OR (to_jsonb(NEW) - ARRAY['outcome', 'reason', 'decided_by_id', 'decided_at'])
            <> (to_jsonb(OLD) - ARRAY['outcome', 'reason', 'decided_by_id', 'decided_at']) THEN
        RAISE EXCEPTION 'an objection is final: it can only be decided, once' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.outcome <> '' AND EXISTS (SELECT FROM cases_vote v JOIN cases_publicityentry e ON e.claim_id = v.claim_id
        WHERE e.id = NEW.entry_id AND v.actor_id = NEW.decided_by_id AND v.round = e.round) THEN
        RAISE EXCEPTION 'an objection is decided by somebody who did not vote' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER objection_final BEFORE INSERT OR UPDATE OR DELETE ON cases_objection
    FOR EACH ROW EXECUTE FUNCTION cases_objection_final();

-- Nothing is granted while its line is still shown or objected to.
CREATE FUNCTION cases_decision_after_publicity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.granted AND EXISTS (
        SELECT FROM cases_publicityentry e
        JOIN cases_publicitylist l ON l.id = e.list_id JOIN cases_claim c ON c.id = e.claim_id AND c.round = e.round
        WHERE e.claim_id = NEW.claim_id AND (l.state = 'open'
            OR EXISTS (SELECT FROM cases_objection o WHERE o.entry_id = e.id AND o.outcome <> 'dismissed'))) THEN
        RAISE EXCEPTION 'the publicity of this claim is not over' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_after_publicity BEFORE INSERT ON cases_decision
    FOR EACH ROW EXECUTE FUNCTION cases_decision_after_publicity();
