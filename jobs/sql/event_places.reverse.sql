DROP TRIGGER intent_same_event ON jobs_intent;
DROP FUNCTION jobs_intent_same_event();
DROP TRIGGER event_place ON jobs_visitor;
DROP FUNCTION jobs_event_place();
