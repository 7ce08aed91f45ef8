-- Once a statement instead of once a row: every screened unit belongs to a round and to a unit of the registry. A screening comes
-- in the order of the units, some thousand a statement, so only that stretch of the registry is read.
CREATE FUNCTION cases_screened_proved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    first bigint;
    last bigint;
BEGIN
    SELECT min(enterprise_id), max(enterprise_id) INTO first, last FROM proved;
    IF EXISTS (SELECT FROM proved LEFT JOIN enterprises_enterprise unit
                   ON unit.id = proved.enterprise_id AND unit.id BETWEEN first AND last
               WHERE unit.id IS NULL) THEN
        RAISE EXCEPTION 'a screened unit is one of the registry' USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF EXISTS (SELECT FROM (SELECT DISTINCT round_id, scheme, occasion FROM proved) AS one
               LEFT JOIN cases_screeninground r ON (r.id, r.scheme, r.occasion) = (one.round_id, one.scheme, one.occasion)
               WHERE r.id IS NULL) THEN
        RAISE EXCEPTION 'a screened unit belongs to a round of its programme' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER screenedunit_proved AFTER INSERT ON cases_screenedunit
    REFERENCING NEW TABLE AS proved FOR EACH STATEMENT EXECUTE FUNCTION cases_screened_proved();
CREATE TRIGGER screenedunit_stays BEFORE DELETE OR TRUNCATE ON cases_screenedunit
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER screeninground_stays BEFORE DELETE OR TRUNCATE ON cases_screeninground
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

-- What became a claim stays as it was found, and a row stays that of its unit and occasion.
CREATE FUNCTION cases_screened_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was screened became a claim: it is final' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER screenedunit_final BEFORE UPDATE ON cases_screenedunit FOR EACH ROW
    WHEN (OLD.claim_id IS NOT NULL OR (OLD.enterprise_id, OLD.scheme, OLD.occasion, OLD.round_id)
        IS DISTINCT FROM (NEW.enterprise_id, NEW.scheme, NEW.occasion, NEW.round_id))
    EXECUTE FUNCTION cases_screened_final();

-- A vote on a round: by nobody who ordered it or told an answer of it, after every unit of the sample was opened (E-4, E-7).
CREATE FUNCTION cases_screeningvote_lawful() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cases_screeninground WHERE id = NEW.round_id AND ordered_by_id = NEW.actor_id)
        OR EXISTS (SELECT FROM cases_unitanswer a JOIN cases_screenedunit u ON u.id = a.unit_id
                   WHERE u.round_id = NEW.round_id AND a.recorded_by_id = NEW.actor_id) THEN
        RAISE EXCEPTION 'whoever began a round or recorded its answers does not check it' USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT FROM cases_sampledunit s WHERE s.round_id = NEW.round_id AND s.run = NEW.run
               AND NOT EXISTS (SELECT FROM cases_samplelook l WHERE l.sampled_id = s.id AND l.actor_id = NEW.actor_id)) THEN
        RAISE EXCEPTION 'the sample was not looked at' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER screeningvote_lawful BEFORE INSERT ON cases_screeningvote
    FOR EACH ROW EXECUTE FUNCTION cases_screeningvote_lawful();
CREATE TRIGGER screeningvote_final BEFORE UPDATE OR DELETE ON cases_screeningvote
    FOR EACH ROW EXECUTE FUNCTION cases_vote_final();
CREATE TRIGGER samplelook_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cases_samplelook
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER sampledunit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cases_sampledunit
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

-- A unit answers once; whoever checked the round records no answer to it.
CREATE FUNCTION cases_unitanswer_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.answer <> ''
        OR (to_jsonb(NEW) - ARRAY['answer', 'name', 'way', 'note', 'answered_at', 'recorded_by_id'])
            <> (to_jsonb(OLD) - ARRAY['answer', 'name', 'way', 'note', 'answered_at', 'recorded_by_id']) THEN
        RAISE EXCEPTION 'an answer is final: it is given once' USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT FROM cases_screeningvote v JOIN cases_screenedunit u ON u.round_id = v.round_id
               WHERE u.id = NEW.unit_id AND v.actor_id = NEW.recorded_by_id AND v.void_at IS NULL) THEN
        RAISE EXCEPTION 'whoever checked a round records no answer to it' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER unitanswer_final BEFORE UPDATE OR DELETE ON cases_unitanswer
    FOR EACH ROW EXECUTE FUNCTION cases_unitanswer_final();

-- An objection to an exclusion stays as it was said and is decided once.
CREATE FUNCTION cases_exclusionobjection_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.outcome <> ''
        OR (to_jsonb(NEW) - ARRAY['outcome', 'reason', 'decided_by_id', 'decided_at'])
            <> (to_jsonb(OLD) - ARRAY['outcome', 'reason', 'decided_by_id', 'decided_at']) THEN
        RAISE EXCEPTION 'an objection is final: it can only be decided, once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER exclusionobjection_final BEFORE UPDATE OR DELETE ON cases_exclusionobjection
    FOR EACH ROW EXECUTE FUNCTION cases_exclusionobjection_final();
