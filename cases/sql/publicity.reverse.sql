DROP TRIGGER decision_after_publicity ON cases_decision;
DROP FUNCTION cases_decision_after_publicity();
DROP TRIGGER objection_final ON cases_objection;
DROP FUNCTION cases_objection_final();
DROP TRIGGER publicitylist_final ON cases_publicitylist;
DROP FUNCTION cases_publicitylist_final();
DROP TRIGGER publicityentry_append_only ON cases_publicityentry;
