#!/bin/sh
# Database and files of the portal into BACKUP_DIR, readable by their owner only; a dump that cannot be read back fails the run.
set -eu
umask 077
: "${DATABASE_URL:?set DATABASE_URL}" "${PORTAL_STATE:?set PORTAL_STATE}" "${BACKUP_DIR:?set BACKUP_DIR}"
day=$(date +%Y-%m-%d)
mkdir -p "$BACKUP_DIR"

pg_dump --format=custom --no-owner --file="$BACKUP_DIR/portal-$day.dump.part" "$DATABASE_URL"
pg_restore --file=/dev/null "$BACKUP_DIR/portal-$day.dump.part"
mv "$BACKUP_DIR/portal-$day.dump.part" "$BACKUP_DIR/portal-$day.dump"

set --
for part in files bank audit-anchor.log; do
  [ ! -e "$PORTAL_STATE/$part" ] || set -- "$@" "$part"
done
if [ $# -gt 0 ]; then
  tar -C "$PORTAL_STATE" -czf "$BACKUP_DIR/files-$day.tar.gz.part" "$@"
  mv "$BACKUP_DIR/files-$day.tar.gz.part" "$BACKUP_DIR/files-$day.tar.gz"
fi

find "$BACKUP_DIR" -maxdepth 1 \( -name 'portal-*.dump' -o -name 'files-*.tar.gz' \) -mtime +35 -delete
echo "Backed up to $BACKUP_DIR/portal-$day.dump"
