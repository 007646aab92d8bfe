import { expect, it } from 'vitest';
import { checkOllamaExporter } from '../../../src/commands/doctor/check-ollama-exporter.ts';
import { open } from '../../ollama-exporter/fixture.ts';
import { madeEnv, running } from './made-status.ts';

const checks = async (services: ReturnType<typeof running>[], profiles = '', isHere = true) =>
	(await checkOllamaExporter({ isHere, stackEnv: madeEnv(profiles) }, services)).map(({ id, verdict, text, fix }) => [
		...[id, verdict, `${text} -> ${fix ?? ''}`],
	]);

it('is well where clients ask it and it reaches Ollama', async () => {
	const { exporter } = await open();
	const published = [[exporter.metricsPort, 9778] as const];
	const before = running('ollama-exporter', [...published, [11434, 11434]]);
	expect(await checks([before, running('ollama')])).toEqual([
		['ollama.path', 'pass', expect.stringContaining('pass through its exporter')],
		['ollama.exporter', 'pass', 'The exporter reaches Ollama 0.32.15 -> '],
	]);
});

it('fails where Ollama behind it does not answer', async () => {
	const { exporter, fake, sees } = await open();
	await fake.close();
	await sees('ollama_up', 0);
	const before = running('ollama-exporter', [
		[exporter.metricsPort, 9778],
		[11434, 11434],
	]);
	expect((await checks([before]))[1]).toEqual([
		...[
			'ollama.exporter',
			'fail',
			'The exporter runs, and Ollama behind it does not answer -> aixcl logs ollama --lines 50',
		],
	]);
});

it('is a warning where clients go past it, unless they are meant to', async () => {
	const beside = [running('ollama-exporter'), running('ollama', [[11434, 11434]])];
	expect((await checks(beside, '', false))[0]).toEqual([
		...[
			'ollama.path',
			'warn',
			'Clients reach Ollama past its exporter: tokens and waiting times are not known -> aixcl start',
		],
	]);
	expect((await checks(beside, 'ollama-direct', false))[0]).toEqual([
		...['ollama.path', 'n.a.', expect.stringContaining('(profile ollama-direct)')],
	]);
	expect((await checks([running('ollama-exporter')], '', false))[0]).toEqual([
		...['ollama.path', 'warn', 'Nothing answers clients of Ollama on port 11434 -> aixcl start ollama'],
	]);
});

it('says nothing where it does not run, which is told already', async () => {
	expect(await checks([running('ollama')])).toEqual([]);
});
