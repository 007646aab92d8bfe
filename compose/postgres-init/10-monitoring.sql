-- What the monitoring needs in the database. Run as a superuser in the database of the application: by PostgreSQL's
-- image when it makes a new cluster, and by `aixcl start` on one that was there before. May be run again.
create extension if not exists pg_stat_statements;

do $$
declare
	secret constant text := trim(pg_read_file('/run/secrets/postgres_exporter_password'), e' \t\r\n');
begin
	if not exists (select from pg_roles where rolname = 'aixcl_exporter') then
		create role aixcl_exporter;
	end if;
	execute format('alter role aixcl_exporter login connection limit 5 password %L', secret);
	execute format('grant connect on database %I to aixcl_exporter', current_database());
end
$$;

grant pg_monitor to aixcl_exporter;
