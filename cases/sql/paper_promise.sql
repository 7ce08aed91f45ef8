-- What was promised is replaced by a later acceptance and never deleted.
CREATE TRIGGER paperpromise_stays BEFORE DELETE OR TRUNCATE ON cases_paperpromise
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
