DROP TRIGGER stations_post_stays ON stations_post;
DROP FUNCTION stations_post_stays();
