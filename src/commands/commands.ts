import { settingIds, settings } from '../config/settings.ts';
import type { Command, Flag } from './command.ts';

const settingFlags: readonly Flag[] = settingIds.map(id => settings[id]);

const jsonFlag: Flag = {
	name: 'json',
	kind: 'switch',
	placeholder: '',
	summary: 'print JSON',
	env: undefined,
	defaultText: undefined,
};

/** Every command, in the order help shows them. */
export const commands: readonly Command[] = [
	{
		name: 'top',
		summary: 'show this machine, its containers and its database, live',
		usage: '[flags]',
		flags: [
			...settingFlags,
			{ ...jsonFlag, name: 'once', summary: 'print one plain-text snapshot and end' },
			{ ...jsonFlag, summary: 'print one snapshot as JSON and end' },
		],
		maxInput: 0,
		notes: [
			'Without a terminal on standard output it does what --once does.',
			'',
			'Exit status of a snapshot:',
			'  0  fine',
			'  1  something is unhealthy: a container, the database, a scrape target,',
			'     a nearly full file system, or an alert that fires',
			'  2  wrong usage',
			'  3  no source of numbers could be read',
		],
		load: async () => (await import('./top/top.ts')).runTop,
	},
	{
		name: 'config',
		summary: 'print each setting and where it came from',
		usage: '[flags]',
		flags: [...settingFlags, jsonFlag],
		maxInput: 0,
		notes: [
			'Flags come before environment variables, those before the config file, and',
			'that before the defaults. The file is JSON with the names of the flags as',
			'keys: {"prometheus": "http://127.0.0.1:9090", "interval": "5s"}',
		],
		load: async () => (await import('./config.ts')).runConfig,
	},
	{
		name: 'help',
		summary: 'show help, also of one command',
		usage: '[command]',
		flags: [],
		maxInput: 1,
		notes: [],
		load: async () => (await import('./help.ts')).runHelp,
	},
	{
		name: 'version',
		summary: 'print the version',
		usage: '',
		flags: [],
		maxInput: 0,
		notes: [],
		load: async () => (await import('./version.ts')).runVersion,
	},
];
