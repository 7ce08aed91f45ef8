-- Places on a course are counted where trainees are written; who left gives the place back.
CREATE FUNCTION jobs_course_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before integer := CASE WHEN TG_OP <> 'INSERT' AND OLD.left_on IS NULL THEN 1 ELSE 0 END;
    after integer := CASE WHEN TG_OP <> 'DELETE' AND NEW.left_on IS NULL THEN 1 ELSE 0 END;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.course_id <> NEW.course_id THEN
        RAISE EXCEPTION 'a trainee stays with the course' USING ERRCODE = 'check_violation', CONSTRAINT = 'trainee_stays';
    END IF;
    IF before <> after THEN
        UPDATE jobs_course SET taken = taken + after - before
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.course_id ELSE NEW.course_id END;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER course_place AFTER INSERT OR UPDATE OF left_on, course_id OR DELETE ON jobs_trainee
    FOR EACH ROW EXECUTE FUNCTION jobs_course_place();

-- Somebody is present on a day of the course, and not before it or after it.
CREATE FUNCTION jobs_presence_in_course() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM jobs_trainee t JOIN jobs_course c ON c.id = t.course_id
        WHERE t.id = NEW.trainee_id AND NEW."on" BETWEEN c.from_on AND c.until_on AND (t.left_on IS NULL OR NEW."on" <= t.left_on)
    ) THEN
        RAISE EXCEPTION 'the course is not held for this trainee on that day'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'presence_in_course';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER presence_in_course AFTER INSERT OR UPDATE ON jobs_presence
    FOR EACH ROW EXECUTE FUNCTION jobs_presence_in_course();
