-- A frozen year keeps its counts; it may be opened again as a whole for a correction, and take counts that nobody knew.
CREATE OR REPLACE FUNCTION enterprises_year_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(NEW) - 'frozen_on') = (to_jsonb(OLD) - 'frozen_on') AND NEW.frozen_on IS NULL THEN
        RETURN NEW;
    END IF;
    IF (to_jsonb(NEW) - ARRAY['laid_off', 'natural_attrition', 'benefit_drawers', 'declared_by_id', 'declared_at'])
            = (to_jsonb(OLD) - ARRAY['laid_off', 'natural_attrition', 'benefit_drawers', 'declared_by_id', 'declared_at'])
        AND (OLD.laid_off IS NULL OR NEW.laid_off = OLD.laid_off)
        AND (OLD.natural_attrition IS NULL OR NEW.natural_attrition = OLD.natural_attrition)
        AND (OLD.benefit_drawers IS NULL OR NEW.benefit_drawers = OLD.benefit_drawers) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'this insurance year is frozen' USING ERRCODE = 'restrict_violation';
END $$;
