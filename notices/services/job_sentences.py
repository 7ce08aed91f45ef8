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
}
