DROP TRIGGER auditentry_append_only ON core_auditentry;
DROP TRIGGER auditseal_append_only ON core_auditseal;
DROP FUNCTION core_refuse_change();
