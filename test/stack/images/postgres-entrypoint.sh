#!/bin/sh
# What the stack relies on in the entrypoint of PostgreSQL's image: a new cluster with the user, the database and the
# password that the environment names, the files of /docker-entrypoint-initdb.d run once, and the server as postgres.
# shellcheck disable=SC2016 # the inner shell expands its own arguments
set -eu
data=/var/lib/postgresql/18/docker
export PATH="/usr/lib/postgresql/18/bin:$PATH"

# Options after the user's name are the command's.
export POSIXLY_CORRECT=1
as_postgres() { su -s /bin/sh postgres -c 'exec "$0" "$@"' "$@"; }

if [ ! -s "$data/PG_VERSION" ]; then
	mkdir -p "$data"
	chown -R postgres:postgres /var/lib/postgresql
	chmod 700 "$data"
	as_postgres initdb -D "$data" -U "$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" \
		--auth-local=trust --auth-host=scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-sync
	echo 'host all all all scram-sha-256' >>"$data/pg_hba.conf"
	shift
	as_postgres pg_ctl -D "$data" -w -o "$* -c listen_addresses=" start
	as_postgres createdb -U "$POSTGRES_USER" "$POSTGRES_DB"
	for file in /docker-entrypoint-initdb.d/*.sql; do
		as_postgres psql -X -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -f "$file"
	done
	as_postgres pg_ctl -D "$data" -w stop
	set -- postgres "$@"
fi
exec su -s /bin/sh postgres -c 'exec "$0" "$@"' "$@" -D "$data" -c 'listen_addresses=*'
