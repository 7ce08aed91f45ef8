CREATE OR REPLACE FUNCTION enterprises_year_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'this insurance year is frozen' USING ERRCODE = 'restrict_violation';
END $$;
