-- What an appeal took off an instalment is written once, and never more than the instalment.
CREATE TRIGGER lessened_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cases_lessened
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

CREATE FUNCTION cases_lessened_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM cases_instalment i JOIN cases_lessened l ON l.instalment_id = i.id
        WHERE i.id IN (SELECT instalment_id FROM made) GROUP BY i.id HAVING sum(l.amount) > i.amount
    ) THEN
        RAISE EXCEPTION 'more is taken off an instalment than it is' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER lessened_fits AFTER INSERT ON cases_lessened
    REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION cases_lessened_fits();
