-- What was re-rated stays as it was.
CREATE TRIGGER rerating_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cases_rerating
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
