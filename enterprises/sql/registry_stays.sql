-- A unit, its accounts, its agents, its honours and lists and the files it was told from are never taken away; a code never
-- changes, and a frozen year keeps its counts.
CREATE TRIGGER enterprise_stays BEFORE DELETE OR TRUNCATE ON enterprises_enterprise
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER corporateaccount_stays BEFORE DELETE OR TRUNCATE ON enterprises_corporateaccount
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER agent_stays BEFORE DELETE OR TRUNCATE ON enterprises_agent
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER listing_stays BEFORE DELETE OR TRUNCATE ON enterprises_listing
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER insuranceimport_stays BEFORE DELETE OR TRUNCATE ON enterprises_insuranceimport
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER insuranceyear_stays BEFORE DELETE OR TRUNCATE ON enterprises_insuranceyear
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

CREATE FUNCTION enterprises_code_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the credit code of a unit is final' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER enterprise_code_final BEFORE UPDATE OF credit_code ON enterprises_enterprise
    FOR EACH ROW WHEN (OLD.credit_code <> NEW.credit_code) EXECUTE FUNCTION enterprises_code_final();

CREATE FUNCTION enterprises_account_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the number, holder and bank of an account are final: propose another account'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER corporateaccount_final BEFORE UPDATE ON enterprises_corporateaccount FOR EACH ROW
    WHEN (OLD.number_hash <> NEW.number_hash OR OLD.holder_name <> NEW.holder_name OR OLD.bank_code <> NEW.bank_code
        OR OLD.bank_name <> NEW.bank_name OR OLD.enterprise_id <> NEW.enterprise_id OR OLD.recorded_by_id <> NEW.recorded_by_id
        OR OLD.state = 'closed')
    EXECUTE FUNCTION enterprises_account_final();

CREATE FUNCTION enterprises_year_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'this insurance year is frozen' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER insuranceyear_final BEFORE UPDATE ON enterprises_insuranceyear
    FOR EACH ROW WHEN (OLD.frozen_on IS NOT NULL) EXECUTE FUNCTION enterprises_year_final();
