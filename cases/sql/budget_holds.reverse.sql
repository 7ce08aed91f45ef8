DROP TRIGGER instalment_within_budget ON cases_instalment;
DROP FUNCTION cases_budget_holds();
