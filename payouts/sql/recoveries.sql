-- A recovery keeps whose it is; what it asks for and who ordered it are final once it is ordered; it moves along its table only.
CREATE FUNCTION payouts_recovery_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.number, NEW.claim_id, NEW.resident_id, NEW.enterprise_id, NEW.fund, NEW.league_code, NEW.found_by_id, NEW.found_at)
        IS DISTINCT FROM
       (OLD.id, OLD.number, OLD.claim_id, OLD.resident_id, OLD.enterprise_id, OLD.fund, OLD.league_code, OLD.found_by_id, OLD.found_at)
        OR OLD.state NOT IN ('found', 'proposed') AND (NEW.amount, NEW.cause, NEW.proposed_by_id, NEW.ordered_by_id, NEW.ordered_on)
            IS DISTINCT FROM (OLD.amount, OLD.cause, OLD.proposed_by_id, OLD.ordered_by_id, OLD.ordered_on)
    THEN
        RAISE EXCEPTION 'recovery % keeps its payee, and once ordered its amount', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> NEW.state AND NOT (OLD.state || '>' || NEW.state = ANY (ARRAY[
        'found>proposed', 'proposed>found', 'proposed>ordered', 'ordered>repaying', 'found>cancelled', 'proposed>cancelled',
        'ordered>cancelled', 'repaying>cancelled', 'ordered>settled', 'repaying>settled', 'ordered>set_off', 'repaying>set_off',
        'ordered>written_off', 'repaying>written_off']))
    THEN
        RAISE EXCEPTION 'recovery % cannot go from % to %', OLD.number, OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER recovery_guard BEFORE UPDATE ON payouts_recovery FOR EACH ROW EXECUTE FUNCTION payouts_recovery_guard();
CREATE TRIGGER recovery_stays BEFORE DELETE OR TRUNCATE ON payouts_recovery
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER recoveryitem_stays BEFORE DELETE OR TRUNCATE ON payouts_recoveryitem
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER recoverypart_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payouts_recoverypart
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER recoveryentry_stays BEFORE DELETE OR TRUNCATE ON payouts_recoveryentry
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

-- An item asks for no more than its payment, and stays what it was; only whether it counts may end.
CREATE FUNCTION payouts_recoveryitem_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.id, NEW.recovery_id, NEW.line_id, NEW.amount) IS DISTINCT FROM (OLD.id, OLD.recovery_id, OLD.line_id, OLD.amount)
        OR NEW.amount > (SELECT amount FROM payouts_line WHERE id = NEW.line_id)
    THEN
        RAISE EXCEPTION 'an item of a recovery stays, and asks for no more than was paid'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'recoveryitem_within_payment';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER recoveryitem_guard BEFORE INSERT OR UPDATE ON payouts_recoveryitem
    FOR EACH ROW EXECUTE FUNCTION payouts_recoveryitem_guard();

-- What was confirmed or taken back is final, nothing comes back twice, and nothing is written while nothing is owed.
CREATE FUNCTION payouts_recoveryentry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owed numeric;
    stands text;
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.confirmed_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL
        OR (NEW.id, NEW.recovery_id, NEW.kind, NEW.amount, NEW.on, NEW.reference, NEW.instalment_id, NEW.proposed_by_id, NEW.proposed_at)
            IS DISTINCT FROM
           (OLD.id, OLD.recovery_id, OLD.kind, OLD.amount, OLD.on, OLD.reference, OLD.instalment_id, OLD.proposed_by_id, OLD.proposed_at))
    THEN
        RAISE EXCEPTION 'an entry of a recovery stays as two people saw it' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT amount, state INTO owed, stands FROM payouts_recovery WHERE id = NEW.recovery_id FOR UPDATE;
    IF NEW.withdrawn_at IS NULL AND stands NOT IN ('ordered', 'repaying') THEN
        RAISE EXCEPTION 'nothing is owed in this recovery now' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'recoveryentry_owed';
    END IF;
    IF NEW.withdrawn_at IS NULL AND owed < NEW.amount + (
        SELECT coalesce(sum(amount), 0) FROM payouts_recoveryentry
        WHERE recovery_id = NEW.recovery_id AND withdrawn_at IS NULL AND id <> NEW.id)
    THEN
        RAISE EXCEPTION 'more would come back than is owed' USING ERRCODE = 'check_violation', CONSTRAINT = 'recoveryentry_within_debt';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER recoveryentry_guard BEFORE INSERT OR UPDATE ON payouts_recoveryentry
    FOR EACH ROW EXECUTE FUNCTION payouts_recoveryentry_guard();

-- What counts as repaid is not sent to the bank as well.
CREATE FUNCTION payouts_line_not_set_off() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM payouts_recoveryentry e JOIN written w ON w.instalment_id = e.instalment_id
        WHERE e.instalment_id IS NOT NULL AND e.withdrawn_at IS NULL AND w.standing = 1 AND payouts_is_dead(w.id) IS NOT TRUE
    ) THEN
        RAISE EXCEPTION 'this instalment is set off against what is to be recovered'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'line_not_set_off';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER line_not_set_off AFTER INSERT ON payouts_line
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION payouts_line_not_set_off();
CREATE TRIGGER line_not_set_off_later AFTER UPDATE ON payouts_line
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION payouts_line_not_set_off();
