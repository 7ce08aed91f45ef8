DROP TRIGGER paperpromise_stays ON cases_paperpromise;
