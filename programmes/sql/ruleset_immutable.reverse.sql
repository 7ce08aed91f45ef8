DROP TRIGGER ruleset_closed_by_successor ON programmes_ruleset;
DROP TRIGGER ruleset_no_truncate ON programmes_ruleset;
DROP TRIGGER ruleset_guard ON programmes_ruleset;
DROP FUNCTION programmes_ruleset_closed_by_successor();
DROP FUNCTION programmes_ruleset_guard();
