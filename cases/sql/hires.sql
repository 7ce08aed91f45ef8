-- Whether a job takes a month from a programme. The law in force in that month says whether jobs stop the programme at all, and
-- whether the month of the hire is still paid. The month of leaving is free again: benefit may run from a new registration in it.
CREATE FUNCTION cases_job_covers(of_scheme text, of_region text, hired_on date, left_on date, of_month date)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT of_month >= date_trunc('month', hired_on) AND (left_on IS NULL OR of_month < date_trunc('month', left_on))
        AND coalesce((
            SELECT law.content #> '{parameters,hire_month_paid}' IS NOT NULL
                AND (of_month > hired_on OR NOT (law.content #>> '{parameters,hire_month_paid,value}')::boolean)
            FROM programmes_ruleset law
            WHERE law.scheme = of_scheme AND law.state = 'published'
                AND law.region_code IN (left(of_region, 2), left(of_region, 4), left(of_region, 6))
                AND law.valid_from <= of_month AND (law.valid_to IS NULL OR law.valid_to >= of_month)
            ORDER BY length(law.region_code) DESC LIMIT 1), false)
$$;

-- No month of a benefit is made payable that a hire record covers. The people are held against hire records written at the
-- same moment, so that of the two the second one always sees the first.
CREATE FUNCTION cases_instalment_not_employed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM cases_resident r WHERE r.id IN (
        SELECT w.resident_id FROM written w WHERE w.cancelled_on IS NULL AND w.scheme IN (
            SELECT law.scheme FROM programmes_ruleset law
            WHERE law.state = 'published' AND law.content #> '{parameters,hire_month_paid}' IS NOT NULL))
    ORDER BY r.id FOR SHARE OF r;
    IF EXISTS (
        SELECT FROM written w JOIN cases_hire h ON h.resident_id = w.resident_id AND h.voided_at IS NULL
            AND w.month >= date_trunc('month', h.hired_on) AND (h.left_on IS NULL OR w.month < date_trunc('month', h.left_on))
        WHERE w.cancelled_on IS NULL AND cases_job_covers(w.scheme, w.region_code, h.hired_on, h.left_on, w.month)
    ) THEN
        RAISE EXCEPTION 'a hire record covers a month of this benefit'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'instalment_not_employed';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER instalment_not_employed AFTER INSERT ON cases_instalment
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cases_instalment_not_employed();

CREATE FUNCTION cases_hire_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM cases_resident r WHERE r.id IN (SELECT resident_id FROM written) ORDER BY r.id FOR NO KEY UPDATE OF r;
    IF EXISTS (
        SELECT FROM written w JOIN enterprises_enterprise e ON e.id = w.enterprise_id WHERE e.credit_code <> w.credit_code
    ) THEN
        RAISE EXCEPTION 'a hire record names its unit by its own code' USING ERRCODE = 'check_violation', CONSTRAINT = 'hire_code_of_unit';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER hire_written AFTER INSERT ON cases_hire
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cases_hire_written();

-- A hire record stays. The day of leaving is written once; what is wrong is struck out, once.
CREATE FUNCTION cases_hire_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM was FULL JOIN written w USING (id)
        WHERE was.voided_at IS NOT NULL OR (was.left_on IS NOT NULL AND was.left_on IS DISTINCT FROM w.left_on)
            OR (was.resident_id, was.enterprise_id, was.credit_code, was.employer, was.hired_on, was.contract, was.source,
                was.file_id, was.document, was.recorded_by_id, was.recorded_at)
            IS DISTINCT FROM
               (w.resident_id, w.enterprise_id, w.credit_code, w.employer, w.hired_on, w.contract, w.source,
                w.file_id, w.document, w.recorded_by_id, w.recorded_at)
    ) THEN
        RAISE EXCEPTION 'a hire record stays: the day of leaving is written once, a wrong one is struck out'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'hire_stays';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER hire_stays AFTER UPDATE ON cases_hire
    REFERENCING OLD TABLE AS was NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cases_hire_stays();
CREATE TRIGGER hire_kept BEFORE DELETE OR TRUNCATE ON cases_hire FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
