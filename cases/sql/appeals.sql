-- A delivery is written once. An appeal keeps what was filed; once closed, nothing of it changes.
CREATE TRIGGER delivery_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cases_delivery
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE FUNCTION cases_appeal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state = 'closed'
        OR (NEW.id, NEW.number, NEW.decision_id, NEW.claim_id, NEW.route, NEW.filed_on, NEW.filed_by, NEW.text, NEW.recorded_by_id)
            IS DISTINCT FROM
           (OLD.id, OLD.number, OLD.decision_id, OLD.claim_id, OLD.route, OLD.filed_on, OLD.filed_by, OLD.text, OLD.recorded_by_id)
    THEN
        RAISE EXCEPTION 'an appeal stays as it was filed, and closed it is final' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appeal_guard BEFORE UPDATE OR DELETE ON cases_appeal FOR EACH ROW EXECUTE FUNCTION cases_appeal_guard();
CREATE TRIGGER appeal_stays BEFORE TRUNCATE ON cases_appeal FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
