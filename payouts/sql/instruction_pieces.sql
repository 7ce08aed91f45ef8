-- What is enciphered does not get smaller: packing it would cost time and gain nothing.
ALTER TABLE payouts_instructionpiece ALTER COLUMN cipher SET STORAGE EXTERNAL;
