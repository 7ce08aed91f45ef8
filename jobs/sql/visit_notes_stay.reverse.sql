DROP TRIGGER visit_stays ON jobs_visit;
DROP FUNCTION jobs_visit_stays();
DROP TRIGGER visitphoto_append_only ON jobs_visitphoto;
DROP TRIGGER visitnote_append_only ON jobs_visitnote;
