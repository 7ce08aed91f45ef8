CREATE OR REPLACE FUNCTION cases_vote_independent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cases_claim WHERE id = NEW.claim_id AND created_by_id = NEW.actor_id) THEN
        RAISE EXCEPTION 'whoever took a claim in does not check it' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
