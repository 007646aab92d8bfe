import { describe, expect, it, test } from 'vitest';
import { mask, maskInText, maskValue } from '../../src/engine/secret-values.ts';

describe('a value by its name', () => {
	it.each([
		'POSTGRES_PASSWORD',
		'MYSQL_ROOT_PASSWD',
		'DB_PASS',
		'dbPass',
		'requirepass',
		'SMTP_PWD',
		'WEBUI_SECRET_KEY',
		'OPENAI_API_KEY',
		'apiKey',
		'HF_TOKEN',
		'AWS_SECRET_ACCESS_KEY',
		'GOOGLE_APPLICATION_CREDENTIALS',
		'BASIC_AUTH',
		'oauth.client',
		'SENTRY_DSN',
		'GITHUB_PAT',
		'SSH_PRIVATE',
		'PASSPHRASE',
		'HASH_SALT',
		'SESSION_ID',
	])('%s is masked', name => {
		expect(maskValue(name, 'plain-word')).toBe(mask);
	});

	it.each([
		['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin'],
		['LANG', 'C.UTF-8'],
		['OLLAMA_MODELS', '/root/.ollama/models'],
		['OLLAMA_HOST', '0.0.0.0:11434'],
		['OLLAMA_BASE_URL', 'http://ollama:11434'],
		['MODEL', 'llama3.1:8b-instruct-q4_K_M'],
		['PG_MAJOR', '17'],
		['PG_VERSION', '17.6-1.pgdg130+1'],
		['HOME', '/root'],
		['org.opencontainers.image.authors', 'Jo Bloggs'],
		['POSTGRES_PASSWORD_FILE', '/run/secrets/postgres'],
		['WEBUI_AUTH', 'false'],
		['OPENAI_API_KEY', ''],
		['NVIDIA_DRIVER_CAPABILITIES', 'compute,utility'],
	])('%s=%s is shown', (name, value) => {
		expect(maskValue(name, value)).toBe(value);
	});

	it.each([
		'sk-proj-abc',
		'hf_AbCdEfGh',
		'ghp_0123456789abcdef',
		'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln',
		'-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn',
		'9f86d081884c7d659a2feaa0c55ad015',
		'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
		'5f4dcc3b-5aa7-65d6-1d83-27deb882cf99',
		'T3st+Ab/9xYz0Qw1Er2Ty3==',
		'aB3-x9Z_kQ7.w2E-r5T_y8U',
	])('%s is masked whatever its name', value => {
		expect(maskValue('VALUE', value)).toBe(mask);
	});
});

test('a value too long to look through is masked as a whole', () => {
	expect(maskValue('VALUE', 'x'.repeat(5000))).toBe(mask);
});

describe('text', () => {
	it.each([
		['postgres://aixcl:hunter2@db:5432/x?sslmode=off', 'postgres://aixcl:********@db:5432/x?sslmode=off'],
		['redis://:hunter2@cache:6379/0', 'redis://:********@cache:6379/0'],
		['amqp://a:p@ss/w:rd@host/v', 'amqp://a:********@host/v'],
		['http://me@corp.example:hunter2@proxy:3128', 'http://me@corp.example:********@proxy:3128'],
		['https://ghp_0123456789abcdef0123@github.com/x', 'https://********@github.com/x'],
		['root:hunter2@tcp(db:3306)/app', 'root:********@tcp(db:3306)/app'],
		['host=db user=app password=hunter2 dbname=x', 'host=db user=app password=******** dbname=x'],
		['Server=db;User=sa;Password=hunter2;', 'Server=db;User=sa;Password=********;'],
		['jdbc:postgresql://db/x?user=a&password=hunter2&ssl=1', 'jdbc:postgresql://db/x?user=a&password=********&ssl=1'],
		['{"user":"a","password":"hun ter2"}', '{"user":"a","password":********}'],
		['redis-server --requirepass hunter2 --port 1', 'redis-server --requirepass ******** --port 1'],
		['app --api-key=hunter2 -v', 'app --api-key=******** -v'],
		['curl -H "Authorization: Bearer hunter2" x', 'curl -H "Authorization: ********" x'],
		['PGPASSWORD=hunter2 pg_isready -U me', 'PGPASSWORD=******** pg_isready -U me'],
		['run with hf_abcdefghijkl now', 'run with ******** now'],
	])('%s', (text, masked) => {
		expect(maskInText(text)).toBe(masked);
		expect(maskInText(masked)).toBe(masked);
	});

	it.each([
		'CMD-SHELL pg_isready -U aixcl -d webui',
		'curl -f http://localhost:8080/health || exit 1',
		'registry.example:5000/app@sha256:9f86d081',
		'ollama serve',
		'dial tcp 127.0.0.1:5432: connect: connection refused',
	])('%s stays', text => {
		expect(maskInText(text)).toBe(text);
	});
});

test('hostile text takes little time, whatever it repeats', () => {
	for (const piece of ['a', 'a:', '://', 'a-', '@', 'pass=', '-p ', '"', 'a://b:', ' ', '=:'])
		expect(maskInText(piece.repeat(200_000)).length).toBeLessThanOrEqual(3 * 4096 + mask.length);
});
