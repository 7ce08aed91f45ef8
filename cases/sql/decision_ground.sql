-- A grant rests on an assessment that nothing stands against, a refusal on one that something does (E-9).
CREATE FUNCTION cases_decision_ground() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    baseless text;
BEGIN
    SELECT d.number INTO baseless FROM made d JOIN cases_assessment a ON a.id = d.assessment_id
    WHERE d.granted <> (a.eligible AND a.excluded = '[]') LIMIT 1;
    IF baseless IS NOT NULL THEN
        RAISE EXCEPTION 'decision % says otherwise than its assessment', baseless
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_has_ground';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER decision_has_ground AFTER INSERT ON cases_decision
    REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION cases_decision_ground();
