DROP TRIGGER letter_append_only ON cases_letter;
DROP TRIGGER vote_independent ON cases_vote;
DROP FUNCTION cases_vote_independent();
