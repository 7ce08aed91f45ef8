-- What was assessed, decided and done stays as it was. A vote may only become void, once.
CREATE TRIGGER claimstep_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cases_claimstep
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER assessment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cases_assessment
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cases_decision
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

CREATE FUNCTION cases_vote_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.void_at IS NOT NULL OR NEW.void_at IS NULL
        OR (to_jsonb(NEW) - 'void_at') <> (to_jsonb(OLD) - 'void_at') THEN
        RAISE EXCEPTION 'a vote is final: it can only become void, once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER vote_final BEFORE UPDATE OR DELETE ON cases_vote FOR EACH ROW EXECUTE FUNCTION cases_vote_final();

-- An instalment says what is owed for a month; after that only its cancelling is written, once.
CREATE FUNCTION cases_instalment_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.cancelled_on IS NOT NULL OR NEW.cancelled_on IS NULL
        OR (to_jsonb(NEW) - 'cancelled_on') <> (to_jsonb(OLD) - 'cancelled_on') THEN
        RAISE EXCEPTION 'an instalment is final: it can only be cancelled, once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER instalment_final BEFORE UPDATE OR DELETE ON cases_instalment
    FOR EACH ROW EXECUTE FUNCTION cases_instalment_final();
