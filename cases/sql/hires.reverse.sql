DROP TRIGGER hire_kept ON cases_hire;
DROP TRIGGER hire_stays ON cases_hire;
DROP FUNCTION cases_hire_stays();
DROP TRIGGER hire_written ON cases_hire;
DROP FUNCTION cases_hire_written();
DROP TRIGGER instalment_not_employed ON cases_instalment;
DROP FUNCTION cases_instalment_not_employed();
DROP FUNCTION cases_job_covers(text, text, date, date, date);
