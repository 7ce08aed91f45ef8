-- The books are final: what is written stays, a journal balances at commit, and nothing joins it afterwards.
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % only grows: % is refused; a correction is a reversal', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER journal_final BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_journal
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER posting_final BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_posting
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER account_final BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- Stamp the journal with its transaction, whatever the writer says.
CREATE FUNCTION ledger_stamp_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.written_in := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;
CREATE TRIGGER journal_stamped BEFORE INSERT ON ledger_journal
    FOR EACH ROW EXECUTE FUNCTION ledger_stamp_journal();

CREATE FUNCTION ledger_refuse_late_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM written w JOIN ledger_journal j ON j.id = w.journal_id
        WHERE j.written_in <> pg_current_xact_id()::text::bigint
    ) THEN
        RAISE EXCEPTION 'a posting may only join a journal of its own transaction' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER posting_in_time AFTER INSERT ON ledger_posting
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_late_posting();

-- At commit: two legs at least, and together nothing.
CREATE FUNCTION ledger_require_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    which bigint := CASE TG_TABLE_NAME WHEN 'ledger_journal' THEN (to_jsonb(NEW) ->> 'id')::bigint
                                       ELSE (to_jsonb(NEW) ->> 'journal_id')::bigint END;
    legs bigint;
    rest numeric;
BEGIN
    SELECT count(*), coalesce(sum(amount), 0) INTO legs, rest FROM ledger_posting WHERE journal_id = which;
    IF legs < 2 OR rest <> 0 THEN
        RAISE EXCEPTION 'journal % does not balance: % postings, % too much', which, legs, rest
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_balances';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER journal_balances AFTER INSERT ON ledger_journal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_require_balance();
CREATE CONSTRAINT TRIGGER posting_balances AFTER INSERT ON ledger_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_require_balance();
