DROP TRIGGER ruleset_within_the_wider ON programmes_ruleset;
DROP FUNCTION programmes_ruleset_local();
