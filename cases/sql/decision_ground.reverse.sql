DROP TRIGGER decision_has_ground ON cases_decision;
DROP FUNCTION cases_decision_ground();
