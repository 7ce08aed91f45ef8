ALTER TABLE payouts_instructionpiece ALTER COLUMN cipher SET STORAGE EXTENDED;
