DROP TRIGGER lessened_fits ON cases_lessened;
DROP FUNCTION cases_lessened_fits();
DROP TRIGGER lessened_append_only ON cases_lessened;
