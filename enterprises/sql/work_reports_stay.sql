-- What was reported stays as it was reported.
CREATE TRIGGER workreport_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON enterprises_workreport
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
