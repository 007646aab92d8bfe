import type { Compose } from '../../engine/compose.ts';
import type { StackEnv } from '../../stack/stack-env.ts';

const monitoring = '/docker-entrypoint-initdb.d/10-monitoring.sql';

// The server reads the new password itself: it is in no argument and in no log.
const renewPassword = `do $$ begin
	execute format('alter role %I password %L', current_user,
		trim(pg_read_file('/run/secrets/postgres_password'), e' \\t\\r\\n'));
end $$;`;

/**
 * Gives a running database what the monitoring needs in it, also one that was made before there was any; and its owner
 * the password of the secret file, where that has changed.
 */
export const prepareDatabase = async (
	compose: Compose,
	{ values }: StackEnv,
	{ isPasswordNew }: { readonly isPasswordNew: boolean },
): Promise<void> => {
	const psql = ['exec', '-T', 'postgres', 'psql', '-q', '-v', 'ON_ERROR_STOP=1'];
	const database = ['-U', values.get('POSTGRES_USER') ?? '', '-d', values.get('POSTGRES_DB') ?? ''];
	if (isPasswordNew) await compose.change([...psql, ...database, '-f', '-'], { input: renewPassword });
	await compose.change([...psql, ...database, '-f', monitoring]);
};
