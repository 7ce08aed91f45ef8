-- Nothing is granted past a budget: whoever grants holds the budget's row, so of two at once the second sees the first's money.
-- Statement by statement, so that half a million instalments ask once a programme, league and year.
CREATE FUNCTION cases_budget_holds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found record;
    reserved numeric;
BEGIN
    FOR found IN
        SELECT b.id, b.scheme, b.league, b.year, b.planned FROM ledger_budget b
        WHERE b.binding AND EXISTS (
            SELECT FROM written w WHERE w.scheme = b.scheme AND w.cancelled_on IS NULL
                AND w.month >= make_date(b.year, 1, 1) AND w.month < make_date(b.year + 1, 1, 1)
                AND (b.league = '150000' OR substr(w.region_code, 1, 4) = substr(b.league, 1, 4)))
        ORDER BY b.id FOR NO KEY UPDATE OF b
    LOOP
        SELECT coalesce(sum(i.amount), 0) INTO reserved FROM cases_instalment i
        WHERE i.scheme = found.scheme AND i.cancelled_on IS NULL
            AND i.month >= make_date(found.year, 1, 1) AND i.month < make_date(found.year + 1, 1, 1)
            AND (found.league = '150000' OR substr(i.region_code, 1, 4) = substr(found.league, 1, 4));
        IF reserved > found.planned THEN
            RAISE EXCEPTION 'the budget of % in % for % holds %, and % would be granted',
                found.scheme, found.league, found.year, found.planned, reserved
                USING ERRCODE = 'check_violation', CONSTRAINT = 'instalment_within_budget';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER instalment_within_budget AFTER INSERT ON cases_instalment
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cases_budget_holds();
