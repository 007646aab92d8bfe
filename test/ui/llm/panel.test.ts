import { describe, expect, it } from 'vitest';
import type { Readings } from '../../../src/metrics/snapshot.ts';
import { fail, pending, succeed } from '../../../src/store/remote.ts';
import { clean } from '../../../src/text/clean.ts';
import { cellWidth } from '../../../src/text/width.ts';
import { modelRows } from '../../../src/ui/llm/rows.ts';
import type { Change, Model } from '../../../src/ui/model.ts';
import { unpaint } from '../../../src/ui/paint.ts';
import { llmPanel } from '../../../src/ui/panels/llm.ts';
import { llmReadings, llmView, withModels } from '../../support/made-llm.ts';
import { madeContainers, madeModel, madeSnapshot } from '../../support/made-model.ts';

const size = { columns: 120, rows: 40 };

const shown = (
	more: Change = {},
	{ readings = {}, width = 120, height = 30, full = true, compares = false } = {} as {
		readings?: Readings;
		width?: number;
		height?: number;
		full?: boolean;
		compares?: boolean;
	},
) => {
	const state: Partial<Model['state']> = {
		focus: 'llm',
		full: full ? 'llm' : undefined,
		llm: { selected: undefined, compares, acting: new Map() },
	};
	const model = madeModel(size, { ...withModels(readings), ...more, state: { ...state, ...more.state } });
	const painted = llmPanel.draw(model, width, height);
	expect(painted).toHaveLength(height);
	for (const line of painted) expect(cellWidth(unpaint(line))).toBe(width);
	return { painted, text: painted.map(unpaint).join('\n') };
};

const without = (...ids: readonly string[]): Change => ({
	snapshot: succeed(
		{
			...madeSnapshot,
			readings: Object.fromEntries(
				Object.entries({ ...madeSnapshot.readings, ...llmReadings }).filter(([id]) => !ids.includes(id)),
			),
		},
		0,
	),
});

describe('the models', () => {
	it('are told with their place, their time left and how fast they are', () => {
		const { text } = shown();
		expect(text).toMatch(/llama3:8b .* 6\.20 GiB .* GPU .* 4m 12s +2 +84\.6 +48\.3 +410 ms +1\.90 s +311/);
		expect(text).toMatch(/qwen2\.5-coder:32b .* 40% CPU .* kept +1 /);
		expect(text).toMatch(/nomic-embed-text .* unloaded .* 41/);
	});

	it('say in red and in words which of them runs on the CPU, and what of it', () => {
		const { painted } = shown();
		expect(painted.find(line => line.includes('runs 40% on the CPU'))).toContain('\u001b[31m');
		const { text } = shown({}, { readings: { 'llm.model.vram_bytes': [] } });
		expect(text).not.toContain('on the CPU');
	});

	it('are no cause for alarm on the CPU of a machine that has no GPU', () => {
		const vram = llmReadings['llm.model.vram_bytes']!.map(reading => ({ ...reading, value: 0 }));
		const among = { full: false, height: 8 };
		const { text, painted } = shown({}, { readings: { 'llm.model.vram_bytes': vram }, ...among });
		expect(text).toMatch(/llama3:8b .* CPU /);
		expect(painted.join('\n')).not.toContain('\u001b[31m');
		const [reading] = vram;
		const gpu = { 'gpu.info': [reading!] };
		expect(shown({}, { readings: { 'llm.model.vram_bytes': vram, ...gpu } }).text).toContain(
			'llama3:8b runs on the CPU: none of it is on the GPU.',
		);
		const small = { ...gpu, 'gpu.memory.total_bytes': [{ ...reading!, value: 2 ** 29 }] };
		expect(shown({}, { readings: { 'llm.model.vram_bytes': vram, ...small } }).text).not.toContain('on the GPU.');
	});

	it.each([
		[200, 60],
		[120, 12],
		[80, 22],
		[56, 8],
		[40, 8],
	])('keep to %i by %i', (width, height) => {
		for (const full of [true, false]) {
			for (const compares of [true, false])
				expect(shown({}, { width, height, full, compares }).text).toContain('llama3');
		}
	});

	it('have nothing beside them where nothing of the machine is known', () => {
		const numbers = { ...madeSnapshot.readings, ...llmReadings };
		const others = (Object.keys(numbers) as (keyof typeof numbers)[]).filter(id => !id.startsWith('llm.'));
		expect(shown(without(...others, 'llm.requests_waiting')).text).not.toContain('requests run');
		expect(shown().text).toContain('requests run');
	});

	it('tell of a percentile always of what it is', () => {
		const lines = [56, 72, 88, 104, 120, 160, 200].flatMap(width => shown({}, { width }).text.split('\n'));
		const told = lines.filter(each => / p95 \d/.test(each));
		expect(told.length).toBeGreaterThan(2);
		for (const line of told) expect(line).toContain('load and queue');
	});

	it('tell what failed by reason, the most first, and in yellow where it is the server\u2019s fault', () => {
		const { text, painted } = shown();
		expect(text).toContain('errors in 1h queue full 2, client left 1  loads of');
		expect(painted.join('')).toContain('\u001b[33mqueue full 2, client left 1\u001b[39m');
		const [first] = llmReadings['llm.errors']!;
		const reason = (name: string, value: number) => ({ ...first!, value, labels: { reason: clean(name) } });
		const harmless = { 'llm.errors': [reason('http_4xx', 4), reason('client_abort', 5)] };
		const left = shown({}, { readings: harmless });
		expect(left.text).toContain('errors in 1h client left 5, wrong request 4');
		expect(left.painted.join('')).not.toContain('\u001b[33mclient');
		const others = { 'llm.errors': [reason('stream_error', 1), reason('upstream_unreachable', 3), reason('new', 2)] };
		expect(shown({}, { readings: others }).text).toContain('errors in 1h Ollama unreachable 3, new 2, broke off 1');
		expect(shown({}, { readings: { 'llm.errors': [reason('busy', 0)] } }).text).toContain('errors in 1h none');
	});

	it('tell by model what failed, where there is room for it and somebody tells', () => {
		const { text, painted } = shown({}, { width: 160 });
		expect(text).toMatch(/MODEL .* N +ERRORS +│/);
		expect(text).toMatch(/llama3:8b .* 311 +0 +│/);
		expect(text).toMatch(/qwen2\.5-coder:32b .* 27 +2 +│/);
		expect(painted.find(line => line.includes('qwen2.5-coder:32b'))).toContain('\u001b[33m     2\u001b[39m');
		const untold = { details: succeed({}, 0) };
		expect(shown(untold, { width: 160 }).text).not.toContain('ERRORS');
	});

	it('tell how the one that the pointer is on loads', () => {
		expect(shown().text).toContain('loads of llama3:8b in 1h 0  load and queue p50 6 ms  p95 40 ms');
		const selected = modelRows(llmReadings).find(({ name }) => name === 'qwen2.5-coder:32b')!.key;
		const state = { llm: { selected, compares: false, acting: new Map<string, string>() } };
		expect(shown({ state }).text).toContain('loads of qwen2.5-coder:32b in 1h 3  load and queue p50 20 ms  p95 18.2 s');
		const { text } = shown({ details: succeed({}, 0) });
		expect(text).not.toContain('loads of');
		expect(text).not.toContain('load and queue');
	});

	const chartsOf = (text: string): Readonly<Record<string, string>> => {
		const parts = text.split(/│ (?=(?:Tokens a second|Time to first token|Requests in flight|Request time)[^│]* now )/);
		return Object.fromEntries(parts.slice(1).map(part => [part.split(/ {2}/)[0]!, part]));
	};

	it('have charts of all of them, and of the times of the one that the pointer is on', () => {
		const charts = chartsOf(shown({}, { width: 160, height: 80 }).text);
		expect(Object.keys(charts)).toEqual([
			...['Tokens a second', 'Time to first token, llama3:8b', 'Requests in flight', 'Request time, llama3:8b'],
		]);
		const [tokens, firstToken, inFlight, request] = Object.values(charts);
		// Now, and the least, the largest and the 95th percentile of the hour.
		expect(tokens).toMatch(/A llama3:8b +84\.6\/s +0\/s +84\.6\/s +79\.2\/s /);
		expect(tokens).toMatch(/B qwen2\.5-coder:32b +4\.10\/s +0\/s +4\.10\/s +3\.96\/s /);
		expect(tokens).toMatch(/C nomic-embed-text +– +– +– +– /);
		// Three waves, the last of which the present ends: their tops, and the bottom between them.
		expect(tokens).toMatch(/ 80\/s ┤ +╭──╮ +╭──╮ +╭──A╮ +A /);
		expect(inFlight).toMatch(/A llama3:8b +2 +0 +2 +2 /);
		expect(inFlight).toMatch(/ 2 ┤ +╭─+╮ +╭─+╮ +╭─+A─+╮ +A /);
		expect(inFlight).toMatch(/ 0 ┤──╯ +╰A─+A─+╯/);
		expect(firstToken).toMatch(/5 p50 +0\.4s +0\.4s +0\.4s +0\.4s /);
		expect(firstToken).toMatch(/9 p95 +2s +1s +2s +2s /);
		// It grew from one second to two, and half of the requests waited less than one.
		expect(firstToken).toMatch(/ 2s ┤[^┤]*╭[─9]+[^┤]*╭[─9]+╯[^┤]* 1s ┤[─9]+╯/);
		expect(firstToken).toMatch(/ 1s ┤[^┤]*│──5─[^┤]*\n[^┤]* 0s ┤ /);
		expect(request).toMatch(/5 p50 +8s +8s +8s +8s /);
		expect(request).toMatch(/10s ┤[^┤]*│──5─/);
	});

	it('have the times of another where the pointer is on that', () => {
		const selected = modelRows(llmReadings).find(({ name }) => name === 'nomic-embed-text')!.key;
		const state = { llm: { selected, compares: false, acting: new Map<string, string>() } };
		const charts = chartsOf(shown({ state }, { width: 160, height: 80 }).text);
		expect(charts['Time to first token, nomic-embed-text']).toMatch(/5 p50 +– +– +– +– /);
		expect(charts['Tokens a second']).toMatch(/A llama3:8b +84\.6\/s /);
	});

	it('are unloaded where the server says that it has loaded none', () => {
		const none = llmReadings['llm.models_loaded']!.map(reading => ({ ...reading, value: 0 }));
		const readings = { 'llm.models_loaded': none, 'llm.model.size_bytes': [], 'llm.model.vram_bytes': [] };
		expect(shown({}, { readings }).text).toMatch(/llama3:8b .* unloaded /);
	});

	it('that nobody tells of are unknown, not none', () => {
		const { text } = shown(without('llm.stream_chunks_per_second', 'llm.generated_tokens_per_second', 'llm.errors'));
		expect(text).toMatch(/llama3:8b .* 4m 12s +2 +– /);
		expect(text).not.toContain('errors in 1h');
	});
});

describe('a model server', () => {
	it('that does not answer is told in red, with where', () => {
		const down = llmReadings['llm.up']!.map(reading => ({ ...reading, value: 0 }));
		const { text, painted } = shown({}, { readings: { 'llm.up': down }, full: false, height: 8 });
		expect(text).toContain('▲ DOWN');
		expect(text).toContain(
			'The exporter at ollama-exporter:9778 runs, but the model server behind it does not answer.',
		);
		expect(painted.join('')).toContain('\u001b[31m');
	});

	it('that is down says where it tells why: its container\u2019s log, where it is in one', () => {
		const down = llmReadings['llm.up']!.map(reading => ({ ...reading, value: 0 }));
		const told = (more: Change) =>
			shown(more, { readings: { 'llm.up': down }, full: false, height: 8 }).text.replace(/\s+│\n│ /g, ' ');
		const none = madeContainers.filter(({ name, service }) => name !== 'ollama' && service !== 'ollama');
		const [first] = none;
		const named = { containers: succeed([...none, { ...first!, name: clean('ollama') }], 0) };
		const service = { containers: succeed([...none, { ...first!, service: clean('ollama') }], 0) };
		for (const more of [named, service]) expect(told(more)).toContain('does not answer. aixcl logs ollama says why.');
		const elsewhere = told({ containers: succeed(none, 0) });
		expect(elsewhere).toContain('does not answer. Its own log says why.');
		const local = { source: { name: 'local' as const, url: undefined }, containers: succeed(none, 0) };
		expect(told(local)).toContain(
			'Ollama at http://127.0.0.1:11434 does not answer. Start it, or say with --ollama URL where it is.',
		);
		for (const each of [elsewhere, told(local)]) expect(each).not.toContain('aixcl logs');
	});

	it('that is measured no more says so, and a Prometheus that failed says its own', () => {
		const ids = Object.keys(llmReadings);
		expect(shown(without(...ids), { full: false, height: 8 }).text).toContain('No model server is measured now');
		const failed = fail<never>(pending, new Error('it refused'), 0, 0);
		expect(shown({ snapshot: failed }, { full: false, height: 8 }).text).toContain('it refused');
	});

	it('without a Prometheus shows what is loaded, and nothing that it cannot know', () => {
		const loaded = ['llm.up', 'llm.models_loaded', 'llm.model.size_bytes', 'llm.model.vram_bytes'];
		const { text } = shown({
			...without(...Object.keys(llmReadings).filter(id => !loaded.includes(id))),
			source: { name: 'local', url: undefined },
			details: succeed({}, 0),
		});
		expect(text).toMatch(/llama3:8b +6\.20 GiB +6\.20 GiB +GPU +– +– +– +– +–/);
		expect(text).not.toContain('Which of them is slow');
	});
});

describe('the way of a request', () => {
	it('is one line with each part against its norm, and says which is slow', () => {
		const { text } = shown();
		expect(text).toContain(
			'WebUI 14.2 ms /health → Queue, load 20 ms 1.1x → First token 6.10 s ▲ 5.1x → 41 tok/s 1.1x → PostgreSQL 0.90 ms 1.1x',
		);
		expect(text).toContain('First token is 5.1 times as slow as usual: 6.10 s, and 1.20 s over the last day.');
	});

	it('compares with nothing where there is no norm', () => {
		const { text } = shown({ llm: { ...llmView, norms: pending, webui: { reason: 'no answer' } } });
		expect(text).toContain('WebUI no answer → Queue, load 20 ms → First token 6.10 s →');
		expect(text).toContain('Nothing to compare with yet');
	});

	it('has the machine beside it while requests run, and only then', () => {
		expect(shown().text).toContain('While 3 requests run  CPU 37.0%  memory 21.3 GiB of 64.0 GiB  Postgres 3 active');
		expect(shown({}, { readings: { 'llm.requests_in_flight': [] } }).text).not.toContain('While');
		const [reading] = llmReadings['llm.up']!;
		const gpu = (index: string, value: number) => ({ ...reading!, value, labels: { index: clean(index) } });
		const busy = { 'gpu.utilization_ratio': [gpu('0', 0.93), gpu('1', 0.04)] };
		expect(shown({}, { readings: busy }).text).toContain('GPU 0 93.0%  GPU 1 4.0%  Postgres 3 active');
	});
});

describe('the comparison', () => {
	it('has energy by the time each model was at work, gross and beyond rest, and what it costs', () => {
		const { text } = shown({}, { compares: true });
		// 540 kJ, of which 2100 of 3000 s are its own, for 94,000 tokens; 30 W of it at rest.
		const [gross, net] = [378_000 / 94, (432_000 * 0.7) / 94].map(Math.round);
		expect([gross, net]).toEqual([4021, 3217]);
		expect(text).toMatch(new RegExp(`llama3:8b .* 100% +${gross} J +${net} J +0\\.34 +0 `));
		expect(text).toContain('GPU used 540 kJ in the last hour; 108 kJ of it they use at rest');
	});

	it('has how long each takes to load and how often it did', () => {
		const table = shown({}, { compares: true, width: 160 }).text.split('LAST HOUR')[1];
		expect(table).toMatch(/^ .* LOAD p50 +LOADS +VRAM /);
		expect(table).toMatch(/llama3:8b .* 1\.90 s +6 ms +0 +6\.20 GiB/);
		expect(table).toMatch(/qwen2\.5-coder:32b .* 14\.6 s +20 ms +3 +12\.6 GiB/);
		expect(table).toMatch(/nomic-embed-text +41 +– +– +– +– +– +– /);
	});

	it('has the CPU time of a request where no sensor tells of energy', () => {
		const { readings } = madeSnapshot;
		const cpu = { ...readings['host.load1']![0]!, value: 600 };
		const details: Readings = {
			'llm.tokens': [{ ...llmReadings['llm.requests_in_flight']![0]!, value: 94_000 }],
			'llm.cpu_seconds': [cpu],
		};
		const { text } = shown({ details: succeed(details, 0) }, { compares: true });
		// One model alone was at work: 600 s for 311 requests.
		expect(text).toMatch(/llama3:8b .* 2s +– /);
		expect(text).toContain('No sensor tells of energy here: CPU/REQ');
		expect(text).not.toContain('J/1k');
	});

	it('says that a GPU was not measured for an hour, rather than that there is no sensor', () => {
		const [at] = llmReadings['llm.requests_in_flight']!;
		const power = { 'gpu.power_watts': [{ ...at!, value: 142 }] };
		const tokens: Readings = { 'llm.tokens': [{ ...at!, value: 94_000 }] };
		const young = 'The power of the GPU was not measured for the whole of the last hour';
		const alone = shown({ details: succeed(tokens, 0) }, { compares: true, readings: power }).text;
		expect(alone).toContain(`${young}: J/1k comes once it was.`);
		expect(alone).not.toContain('No sensor');
		// Processors are measured: what they used is told, and that it is not all.
		const withCpu: Readings = { ...tokens, 'llm.energy.cpu_joules': [{ ...at!, value: 90_000 }] };
		const both = shown({ details: succeed(withCpu, 0) }, { compares: true, readings: power }).text;
		expect(both).toContain('CPU used 90 kJ in the last hour');
		expect(both.replace(/\s+│\n│ /g, ' ')).toContain(`${young}, and is not in it.`);
		expect(shown({}, { compares: true, readings: power }).text).not.toContain('was not measured');
	});

	it('of this machine itself says that it knows of no hour', () => {
		const local = { source: { name: 'local' as const, url: undefined }, details: succeed({}, 0) };
		const { text } = shown(local, { compares: true });
		expect(text).toContain('What an hour of requests took is known only with a Prometheus');
		expect(text).not.toContain('No sensor');
	});

	it('leaves out of a percentile what had too few requests, and says how many they were', () => {
		const table = shown({}, { compares: true }).text.split('LAST HOUR')[1];
		expect(table).toMatch(/nomic-embed-text +41 +– +– +– /);
	});
});
