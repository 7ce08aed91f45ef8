CREATE OR REPLACE FUNCTION payouts_is_dead(which bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT l.standing = 2 OR b.state = 'cancelled'
        OR EXISTS (SELECT FROM payouts_result r WHERE r.line_id = l.id AND r.outcome = 2)
        OR EXISTS (SELECT FROM payouts_return t WHERE t.line_id = l.id)
    FROM payouts_line l LEFT JOIN payouts_batch b ON b.id = l.batch_id WHERE l.id = which
$$;
DROP TRIGGER answer_stays ON payouts_answer;
DROP TRIGGER bankexception_stays ON payouts_bankexception;
DROP TRIGGER bankexception_final ON payouts_bankexception;
DROP FUNCTION payouts_exception_final();
