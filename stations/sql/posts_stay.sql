-- A post that was held stays in the books: it can be ended, nothing else about it can change and nobody can remove it.
CREATE FUNCTION stations_post_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a post is ended, never deleted' USING ERRCODE = 'check_violation', CONSTRAINT = 'post_is_never_deleted';
    END IF;
    IF (OLD.user_id, OLD.role, OLD."group", OLD.region_id, OLD.station_id, OLD.seat, OLD.scope_prefix, OLD.starts_on, OLD.granted_by_id)
        IS DISTINCT FROM
       (NEW.user_id, NEW.role, NEW."group", NEW.region_id, NEW.station_id, NEW.seat, NEW.scope_prefix, NEW.starts_on, NEW.granted_by_id)
    THEN
        RAISE EXCEPTION 'only the end of a post can change' USING ERRCODE = 'check_violation', CONSTRAINT = 'post_only_its_end_changes';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER stations_post_stays BEFORE UPDATE OR DELETE ON stations_post
    FOR EACH ROW EXECUTE FUNCTION stations_post_stays();
