import { expect, it } from 'vitest';
import { testShortForm } from '../../prove/short-form.ts';
import { hardeningProblems, type Service } from '../../prove/suites/hardening/lint.ts';
import { hardening } from '../../prove/suites/hardening.ts';
import { describeStack } from '../describe-parts.ts';

describeStack('the hardening of the compose files', () => {
	testShortForm(hardening, 120);
});

it('finds each way to loosen a service', () => {
	const good: Service = {
		image: 'docker.io/some/thing:v1.2.3',
		security_opt: ['no-new-privileges:true'],
		cap_drop: ['ALL'],
		read_only: true,
		user: '65534:65534',
		mem_limit: '1000',
		pids_limit: 10,
		healthcheck: { test: ['CMD', 'true'] },
		restart: 'unless-stopped',
		logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
	};
	const loose: readonly [string, Partial<Service>][] = [
		['image', { image: 'docker.io/some/thing:latest' }],
		['privileged', { privileged: true }],
		['network_mode', { network_mode: 'host' }],
		['pid', { pid: 'host' }],
		['no-new-privileges', { security_opt: [] }],
		['security_opt', { security_opt: ['no-new-privileges:true', 'seccomp:unconfined'] }],
		['cap_drop', { cap_drop: [] }],
		['cap_add', { cap_add: ['SYS_ADMIN'] }],
		['read_only', { read_only: false }],
		['user', { user: '0:0' }],
		['ports', { ports: [{ host_ip: '0.0.0.0', published: '1', target: 1 }] }],
		['mem_limit', { mem_limit: '0' }],
		['pids_limit', { pids_limit: 0 }],
		['healthcheck', { healthcheck: { test: [] } }],
		['bind mount', { volumes: [{ type: 'bind', source: '/etc', target: '/etc' }] }],
		['engine socket', { volumes: [{ type: 'bind', source: '/run/docker.sock', target: '/s', read_only: true }] }],
		['secret', { environment: { POSTGRES_PASSWORD: 'x' } }],
	];
	expect(hardeningProblems('some', good)).toEqual([]);
	for (const [rule, change] of loose)
		expect(hardeningProblems('some', { ...good, ...change })).toEqual([`some: ${rule}`]);
});
