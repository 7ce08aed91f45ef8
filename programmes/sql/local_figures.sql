-- A narrower region states only those figures otherwise that the wider one's rules leave to it.
CREATE FUNCTION programmes_ruleset_local() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    given jsonb;
BEGIN
    SELECT w.content -> 'parameters' INTO given FROM programmes_ruleset w
    WHERE w.scheme = NEW.scheme AND w.state = 'published' AND length(w.region_code) < length(NEW.region_code)
        AND starts_with(NEW.region_code, w.region_code) AND w.valid_from <= NEW.valid_from
        AND (w.valid_to IS NULL OR w.valid_to >= NEW.valid_from)
    ORDER BY length(w.region_code) DESC LIMIT 1;
    IF given IS NOT NULL AND jsonb_path_exists(given, '$.* ? (@.local == true)') AND EXISTS (
        SELECT FROM jsonb_each(given) AS figure (name, entry)
        WHERE (entry -> 'local') IS DISTINCT FROM 'true'::jsonb AND (NEW.content -> 'parameters') ? name
            AND (NEW.content -> 'parameters' -> name -> 'value') <> (entry -> 'value')
    ) THEN
        RAISE EXCEPTION 'rule set % states figures that the wider region does not leave to it', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ruleset_within_the_wider';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER ruleset_within_the_wider BEFORE UPDATE ON programmes_ruleset FOR EACH ROW
    WHEN (OLD.state <> 'published' AND NEW.state = 'published' AND length(NEW.region_code) > 2)
    EXECUTE FUNCTION programmes_ruleset_local();
