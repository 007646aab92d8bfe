import { prometheusSettingIds } from '../config/prometheus-settings.ts';
import { dashboards } from '../stack/dashboards.ts';
import { profiles } from '../stack/profiles.ts';
import { serviceNames } from '../stack/services.ts';
import type { Command } from './command.ts';
import { jsonFlag, settingFlags, switchFlag, valueFlag } from './flags.ts';

const changingFlags = settingFlags('host', 'readOnly');
const startFlags = [
	...changingFlags,
	valueFlag({
		name: 'profile',
		placeholder: 'NAMES',
		summary: `also start what these profiles switch on, of ${profiles.join(', ')}; several with commas`,
		env: 'COMPOSE_PROFILES',
	}),
	valueFlag({
		name: 'timeout',
		placeholder: 'TIME',
		summary: 'how long to wait until everything is healthy',
		defaultText: '10m',
	}),
];
const many = { words: serviceNames, maxInput: Number.POSITIVE_INFINITY, usage: '[service...] [flags]' } as const;

/** The commands that start, stop and show the stack. */
export const stackCommands: readonly Command[] = [
	{
		name: 'start',
		summary: 'start the stack, or some services and what they need',
		...many,
		flags: startFlags,
		notes: [
			'Everything that can be checked is checked before anything is changed. The stack',
			'is configured by variables, in the environment or in ~/.config/aixcl/.env;',
			'compose/.env.example describes each. Passwords that are not given are made.',
			'A graphics card that the engine can use is used; --profile cpu leaves it out.',
			'',
			'Exit status: 0 when everything is healthy, 1 when something is not.',
		],
		load: async () => (await import('./start/start.ts')).runStart,
	},
	{
		name: 'stop',
		summary: 'stop the stack, or some services; nothing is removed',
		...many,
		flags: changingFlags,
		notes: ['Containers of others are never touched, and volumes never removed.'],
		load: async () => (await import('./stop.ts')).runStop,
	},
	{
		name: 'restart',
		summary: 'stop and start the stack, or some services, with new settings',
		...many,
		flags: startFlags,
		notes: [],
		load: async () => (await import('./restart.ts')).runRestart,
	},
	{
		name: 'status',
		summary: 'print the state of every service, and where it is',
		usage: '[flags]',
		flags: [...settingFlags('host', ...prometheusSettingIds), jsonFlag],
		maxInput: 0,
		notes: ['Exit status: 0 when every service that was created is well or starting, else 1.'],
		load: async () => (await import('./status/status.ts')).runStatus,
	},
	{
		name: 'logs',
		summary: 'print what the services wrote, in the order of time',
		...many,
		flags: [
			switchFlag({ name: 'follow', short: 'f', summary: 'go on with what is written from now on' }),
			valueFlag({
				name: 'lines',
				short: 'n',
				placeholder: 'N',
				summary: 'lines of each log to begin with, or all',
				defaultText: '100; all with a time, a level or --grep',
			}),
			valueFlag({
				name: 'since',
				placeholder: 'TIME',
				summary: 'nothing older: 10m, 2h, 1d, 03:12 or 2026-11-23T14:02',
			}),
			valueFlag({ name: 'until', placeholder: 'TIME', summary: 'nothing newer, written in the same ways' }),
			valueFlag({ name: 'level', placeholder: 'LEVEL', summary: 'only errors (error), or warnings too (warn)' }),
			switchFlag({
				name: 'previous',
				summary: 'only what was written before the last start, or by the container that ran before',
			}),
			valueFlag({
				name: 'grep',
				placeholder: 'PATTERN',
				summary: 'only lines with all of these words, or that match a regular expression; after ! those without',
			}),
			switchFlag({ name: 'timestamps', short: 't', summary: 'begin each line with when it was written, in UTC' }),
			...settingFlags('host', 'noColor'),
		],
		notes: [
			'Any container may be named, of this stack or not.',
			'A pattern with any of \\ ^ $ . * + ? ( ) [ ] { } | in it, or between slashes, is',
			'a regular expression. Capitals are meant only where they are typed.',
		],
		load: async () => (await import('./logs/logs.ts')).runLogs,
	},
	{
		name: 'metrics',
		summary: 'open Prometheus, or say how to reach it',
		usage: '[flags]',
		flags: settingFlags('prometheus'),
		maxInput: 0,
		notes: [],
		load: async () => (await import('./metrics.ts')).runMetrics,
	},
	{
		name: 'dashboard',
		summary: 'open Grafana, or say how to reach it',
		usage: '[name] [flags]',
		words: dashboards.map(({ uid }) => uid),
		flags: settingFlags('grafana'),
		maxInput: 1,
		notes: ['The dashboards:', ...dashboards.map(({ uid, title }) => `  ${uid.padEnd(24)}${title}`)],
		load: async () => (await import('./dashboard.ts')).runDashboard,
	},
	{
		name: 'doctor',
		summary: 'check every part, and say what mends what is wrong',
		usage: '[flags]',
		flags: [...settingFlags('host', ...prometheusSettingIds), jsonFlag],
		maxInput: 0,
		notes: ['Exit status: 0 when nothing fails, else 1.'],
		load: async () => (await import('./doctor/doctor.ts')).runDoctor,
	},
	{
		name: 'audit',
		summary: 'print what was done to containers through aixcl, and by whom',
		usage: '[flags]',
		flags: [
			valueFlag({
				name: 'lines',
				short: 'n',
				placeholder: 'N',
				summary: 'how many of the last actions, or all',
				defaultText: '50',
			}),
			jsonFlag,
		],
		maxInput: 0,
		notes: [
			'Every action of aixcl top and of the commands is recorded on this machine, in',
			'~/.local/state/aixcl/audit.jsonl; only you can read it. At 1 MiB it becomes',
			'audit.jsonl.1, in place of the one before. With --read-only nothing is done,',
			'and nothing recorded. What only says begun was not answered before aixcl ended.',
		],
		load: async () => (await import('./audit/audit.ts')).runAudit,
	},
	{
		name: 'uninstall',
		summary: 'remove the monitoring services, and their volumes if asked',
		usage: '[flags]',
		flags: [
			...changingFlags,
			switchFlag({ name: 'volumes', summary: 'delete their volumes too, once that is confirmed' }),
		],
		maxInput: 0,
		notes: ['Ollama with its exporter, Open WebUI, PostgreSQL and their data are left alone.'],
		load: async () => (await import('./uninstall.ts')).runUninstall,
	},
];
