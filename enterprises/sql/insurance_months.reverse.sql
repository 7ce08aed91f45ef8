DROP TABLE enterprises_insurancemonth;
DROP FUNCTION enterprises_months_proved();
