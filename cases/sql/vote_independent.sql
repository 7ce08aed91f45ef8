-- Who took the claim in does not check it (E-7), and what a letter said stays as it was said.
CREATE FUNCTION cases_vote_independent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cases_claim WHERE id = NEW.claim_id AND created_by_id = NEW.actor_id) THEN
        RAISE EXCEPTION 'whoever took a claim in does not check it' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER vote_independent BEFORE INSERT ON cases_vote FOR EACH ROW EXECUTE FUNCTION cases_vote_independent();
CREATE TRIGGER letter_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cases_letter
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
