DROP TRIGGER presence_in_course ON jobs_presence;
DROP FUNCTION jobs_presence_in_course();
DROP TRIGGER course_place ON jobs_trainee;
DROP FUNCTION jobs_course_place();
