DROP TRIGGER instalment_released ON cases_instalment;
DROP FUNCTION payouts_instalment_released();
