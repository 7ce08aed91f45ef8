-- What was reported stays as it was reported; a correction is another row.
CREATE TRIGGER staffreport_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON enterprises_staffreport
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
