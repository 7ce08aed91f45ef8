DROP TRIGGER instalment_final ON cases_instalment;
DROP FUNCTION cases_instalment_final();
DROP TRIGGER vote_final ON cases_vote;
DROP FUNCTION cases_vote_final();
DROP TRIGGER decision_append_only ON cases_decision;
DROP TRIGGER assessment_append_only ON cases_assessment;
DROP TRIGGER claimstep_append_only ON cases_claimstep;
