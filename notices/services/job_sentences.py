"""The statements behind the reminders of the labour market: what a station is to look at."""

from notices.services.sentences import DAY, NOTICE

_ASKED_ON = DAY.format("asked.due_on")
_LAST_DAY = DAY.format("vacancy.valid_until")

NOTICE_SQL = {
    "vacancy_ends": NOTICE.format(
        select=f"""
SELECT %(kind)s, 'jobs.vacancy', vacancy.id, {_LAST_DAY}, 'station', station.region_code,
    vacancy.station_id, jsonb_build_object('number', vacancy.number, 'day', {_LAST_DAY}), %(now)s
FROM jobs_vacancy AS vacancy JOIN stations_station AS station ON station.id = vacancy.station_id
WHERE vacancy.state = 'published' AND vacancy.valid_until BETWEEN %(first)s AND %(last)s"""
    ),
    "follow_up": NOTICE.format(
        select=f"""
SELECT %(kind)s, 'jobs.followup', asked.id, {_ASKED_ON}, 'station', referral.region_code, referral.station_id,
    jsonb_build_object('number', vacancy.number, 'day', {_ASKED_ON}), %(now)s
FROM jobs_followup AS asked JOIN jobs_referral AS referral ON referral.id = asked.referral_id
JOIN jobs_vacancy AS vacancy ON vacancy.id = referral.vacancy_id
WHERE asked.done_on IS NULL AND referral.state = 'hired' AND asked.due_on BETWEEN %(since)s AND %(day)s"""
    ),
    # Planned visits past their day, and people looked after whom nobody has met or planned to visit in time; by station.
    "visits_late": NOTICE.format(
        select="""
SELECT %(kind)s, 'stations.station', late.station_id, %(week)s, 'station', station.region_code, late.station_id,
    jsonb_build_object('number', count(*), 'day', to_char(%(day)s::date, 'YYYY-MM-DD')), %(now)s
FROM (
    SELECT visit.station_id FROM jobs_visit AS visit WHERE visit.state = 'planned' AND visit.due_on < %(day)s
    UNION ALL
    SELECT person.station_id FROM jobs_careperson AS care JOIN cases_resident AS person ON person.id = care.resident_id
    WHERE care.until_on IS NULL AND care.due_on < %(day)s AND NOT EXISTS (SELECT FROM jobs_visit AS planned
        WHERE planned.resident_id = care.resident_id AND planned.state = 'planned')
) AS late JOIN stations_station AS station ON station.id = late.station_id
GROUP BY late.station_id, station.region_code"""
    ),
}
