import type { Command } from './command.ts';
import { allSettingFlags, jsonFlag, switchFlag, valueFlag } from './flags.ts';
import { exporterFlags } from './ollama-exporter-flags.ts';
import { stackCommands } from './stack-commands.ts';

const topFlags = [
	...allSettingFlags,
	switchFlag({ name: 'once', summary: 'print one plain-text snapshot and end' }),
	{ ...jsonFlag, summary: 'print one snapshot as JSON and end' },
	valueFlag({
		name: 'at',
		placeholder: 'TIME',
		summary: 'the snapshot of an earlier time: 03:12, -2h, 2026-11-20 14:00 or ISO 8601',
	}),
	valueFlag({
		name: 'window',
		placeholder: 'NAME',
		summary: 'with --json or --csv: the past of the charts, too; 1h, 24h, 7d or 30d',
	}),
	switchFlag({ name: 'csv', summary: 'print the past of the charts as CSV and end' }),
];

/** Every command, in the order help shows them. */
export const commands: readonly Command[] = [
	{
		name: 'top',
		summary: 'show this machine, its containers and its database, live',
		usage: '[flags]',
		flags: topFlags,
		maxInput: 0,
		notes: [
			'Without a terminal on standard output it does what --once does.',
			'',
			'Exit status of a snapshot:',
			'  0  fine',
			'  1  something is unhealthy: the engine, a container, the database, a scrape',
			'     target, a nearly full file system, or an alert that fires',
			'  2  wrong usage',
			'  3  no source of numbers could be read',
		],
		load: async () => (await import('./top/top.ts')).runTop,
	},
	...stackCommands,
	{
		name: 'ollama-exporter',
		summary: 'stand in front of Ollama and give Prometheus what passes',
		usage: '[flags]',
		flags: Object.values(exporterFlags),
		maxInput: 0,
		notes: [
			'Requests and answers pass unchanged, as they come. It ends on SIGTERM, once the',
			'last answer is out; on a second one at once. aixcl start runs it in a container.',
			'MONITORING.md says what the numbers mean, and how to do without.',
		],
		load: async () => (await import('./ollama-exporter.ts')).runOllamaExporter,
	},
	{
		name: 'config',
		summary: 'print each setting and where it came from',
		usage: '[flags]',
		flags: [...allSettingFlags, jsonFlag],
		maxInput: 0,
		notes: [
			'Flags come before environment variables, those before the config file, and',
			'that before the defaults. The file is JSON with the names of the flags as',
			'keys: {"prometheus": "http://127.0.0.1:9090", "interval": "5s"}',
		],
		load: async () => (await import('./config.ts')).runConfig,
	},
	{
		name: 'completion',
		summary: 'print the completion script of a shell',
		usage: 'bash|zsh|fish',
		flags: [],
		words: ['bash', 'zsh', 'fish'],
		maxInput: 1,
		notes: [
			'bash:  eval "$(aixcl completion bash)" in ~/.bashrc',
			'zsh:   aixcl completion zsh > DIRECTORY_IN_FPATH/_aixcl',
			'fish:  aixcl completion fish > ~/.config/fish/completions/aixcl.fish',
		],
		load: async () => (await import('./completion/completion.ts')).runCompletion,
	},
	{
		name: 'stats',
		summary: 'deprecated: use top',
		usage: '[flags]',
		flags: topFlags,
		maxInput: 0,
		notes: [],
		load: async () => (await import('./stats.ts')).runStats,
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
