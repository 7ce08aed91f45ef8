DROP TRIGGER rerating_append_only ON cases_rerating;
