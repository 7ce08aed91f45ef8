-- What was written down of a visit stays as it was written; a correction is another note.
CREATE TRIGGER visitnote_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON jobs_visitnote
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER visitphoto_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON jobs_visitphoto
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

-- A visit that was made or given up is never made another one.
CREATE FUNCTION jobs_visit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'planned' AND (NEW.state, NEW.visited_on, NEW.needs, NEW.resident_id, NEW.enterprise_id)
        IS DISTINCT FROM (OLD.state, OLD.visited_on, OLD.needs, OLD.resident_id, OLD.enterprise_id) THEN
        RAISE EXCEPTION 'a visit that was recorded stays as it was' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER visit_stays BEFORE UPDATE ON jobs_visit FOR EACH ROW EXECUTE FUNCTION jobs_visit_stays();
