DROP TRIGGER appeal_stays ON cases_appeal;
DROP TRIGGER appeal_guard ON cases_appeal;
DROP FUNCTION cases_appeal_guard();
DROP TRIGGER delivery_append_only ON cases_delivery;
