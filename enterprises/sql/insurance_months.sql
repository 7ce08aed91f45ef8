-- Six million rows a year and line: one partition a year, so that the indexes of the years on disk stay small and a year
-- past its time can be detached whole. What no partition takes lands in the last one and is still right.
CREATE TABLE enterprises_insurancemonth (
    enterprise_id bigint NOT NULL,
    source_id bigint NOT NULL,
    month date NOT NULL,
    insured_staff integer NOT NULL,
    line smallint NOT NULL,
    waived boolean NOT NULL,
    paid_on date,
    premium_unit numeric(14, 2) NOT NULL,
    premium_staff numeric(14, 2) NOT NULL,
    PRIMARY KEY (enterprise_id, month, line),
    CONSTRAINT insurancemonth_not_negative CHECK (insured_staff >= 0 AND premium_unit >= 0 AND premium_staff >= 0),
    CONSTRAINT insurancemonth_is_a_month CHECK (extract(day FROM month) = 1),
    CONSTRAINT insurancemonth_waived_owes_nothing CHECK (NOT waived OR (premium_unit = 0 AND premium_staff = 0))
) PARTITION BY RANGE (month);

DO $$
BEGIN
    FOR year IN 2010..2049 LOOP
        EXECUTE format('CREATE TABLE enterprises_insurancemonth_%s PARTITION OF enterprises_insurancemonth
            FOR VALUES FROM (%L) TO (%L)', year, make_date(year, 1, 1), make_date(year + 1, 1, 1));
    END LOOP;
END $$;
CREATE TABLE enterprises_insurancemonth_other PARTITION OF enterprises_insurancemonth DEFAULT;

-- Once a statement instead of once a row: every month belongs to a unit and a file, and to no year that a grant stands on.
CREATE FUNCTION enterprises_months_proved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM proved LEFT JOIN enterprises_enterprise unit ON unit.id = proved.enterprise_id
               WHERE unit.id IS NULL) THEN
        RAISE EXCEPTION 'an insurance month belongs to a unit of the registry' USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF EXISTS (SELECT FROM (SELECT DISTINCT source_id FROM proved) AS one
               LEFT JOIN enterprises_insuranceimport file ON file.id = one.source_id WHERE file.id IS NULL) THEN
        RAISE EXCEPTION 'an insurance month comes from a file' USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF EXISTS (SELECT FROM enterprises_insuranceyear held JOIN proved
                   ON proved.enterprise_id = held.enterprise_id AND extract(year FROM proved.month) = held.year
               WHERE held.frozen_on IS NOT NULL) THEN
        RAISE EXCEPTION 'this insurance year is frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER months_proved_insert AFTER INSERT ON enterprises_insurancemonth
    REFERENCING NEW TABLE AS proved FOR EACH STATEMENT EXECUTE FUNCTION enterprises_months_proved();
CREATE TRIGGER months_proved_update AFTER UPDATE ON enterprises_insurancemonth
    REFERENCING NEW TABLE AS proved FOR EACH STATEMENT EXECUTE FUNCTION enterprises_months_proved();
CREATE TRIGGER months_stay BEFORE DELETE OR TRUNCATE ON enterprises_insurancemonth
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
