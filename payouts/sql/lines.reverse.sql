DROP TRIGGER instalment_stays ON cases_instalment;
DROP TRIGGER line_stays ON payouts_line;
DROP TRIGGER line_sealed ON payouts_line;
DROP FUNCTION payouts_line_sealed();
DROP TRIGGER line_refers ON payouts_line;
DROP FUNCTION payouts_line_refers();
DROP FUNCTION payouts_is_dead(bigint);
DROP INDEX payouts_instalment_due;
DROP INDEX payouts_instalment_cancelled;
