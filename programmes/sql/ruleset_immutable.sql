-- Law is written by one, published by another, and then stands. What Postgres allows:
--   a new row is a draft; a draft may be rewritten; a proposal changes only its state;
--   a published set changes in one way only: its open end is closed on the eve of a published successor.
CREATE FUNCTION programmes_ruleset_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'rule set % starts as a draft', NEW.scheme USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'rule set % is kept, not deleted', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    free := CASE
        WHEN OLD.state = 'draft' AND NEW.state IN ('draft', 'proposed', 'withdrawn') THEN NULL
        WHEN OLD.state = 'proposed' AND NEW.state IN ('draft', 'withdrawn') THEN ARRAY['state']
        WHEN OLD.state = 'proposed' AND NEW.state = 'published' THEN ARRAY['state', 'published_by_id', 'published_at']
        WHEN OLD.state = 'published' AND NEW.state = 'published' AND OLD.valid_to IS NULL THEN ARRAY['valid_to']
        ELSE ARRAY[]::text[]
    END;
    IF free IS NOT NULL AND to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'rule set % is % and may not be changed in this way', OLD.id, OLD.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.drafted_by_id <> OLD.drafted_by_id THEN
        RAISE EXCEPTION 'rule set % keeps the name of its writer', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER ruleset_guard BEFORE INSERT OR UPDATE OR DELETE ON programmes_ruleset
    FOR EACH ROW EXECUTE FUNCTION programmes_ruleset_guard();

CREATE TRIGGER ruleset_no_truncate BEFORE TRUNCATE ON programmes_ruleset
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

-- Checked when the transaction ends, so that one statement may close the old set and the next publish the new one.
CREATE FUNCTION programmes_ruleset_closed_by_successor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM programmes_ruleset next
        WHERE next.scheme = NEW.scheme AND next.region_code = NEW.region_code
          AND next.state = 'published' AND next.valid_from = NEW.valid_to + 1
    ) THEN
        RAISE EXCEPTION 'rule set % may end only on the eve of a published successor', NEW.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ruleset_closed_by_successor AFTER UPDATE ON programmes_ruleset
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.state = 'published' AND OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL)
    EXECUTE FUNCTION programmes_ruleset_closed_by_successor();
