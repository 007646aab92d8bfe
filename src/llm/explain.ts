import { AixclError } from '../errors.ts';
import { type Clean, clean } from '../text/clean.ts';
import type { Answer } from './ask.ts';

const fail = (message: string, hint: string) => new AixclError(message, { code: 'ollama', hint });

/** Why there was no answer. */
export const explainFailure = (error: unknown, place: Clean, deadline: number): AixclError => {
	const code = String((error as NodeJS.ErrnoException | undefined)?.code ?? 'unknown reason');
	if (code === 'ETIMEDOUT')
		return fail(
			`Ollama at ${place} did not answer within ${deadline / 1000} s`,
			'Its log says what it is busy with: aixcl logs ollama.',
		);
	if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EHOSTUNREACH')
		return fail(
			`No Ollama answers at ${place} (${clean(code, 40)})`,
			'Start it (aixcl start ollama), or say where it is with --ollama URL.',
		);
	if (code === 'ETOOBIG') return fail(`${place} sends more than an Ollama would`, 'Is that the right port?');
	return fail(`The connection to Ollama at ${place} broke (${clean(code, 40)})`, 'Try again; then see aixcl status.');
};

const messageIn = (text: string): string | undefined => {
	try {
		const { error } = Object(JSON.parse(text)) as { error?: unknown };
		return typeof error === 'string' ? error : undefined;
	} catch {
		return undefined;
	}
};

/** Why an answer is none, in Ollama's own words where it has some. */
export const explainAnswer = ({ status, text }: Answer, place: Clean, model?: Clean): AixclError => {
	const own = messageIn(text);
	if (status === 404 && model !== undefined && own !== undefined)
		return fail(`Ollama has no model ${model}`, 'ollama list says which it has.');
	if (status === 503)
		return fail(`Ollama at ${place} has no room for more requests (503)`, 'Wait until some of them are answered.');
	if (own !== undefined) return fail(`Ollama refuses: ${clean(own, 200)}`, 'Its log says more: aixcl logs ollama.');
	return fail(`What answers at ${place} is no Ollama (status ${status})`, 'Say where it is with --ollama URL.');
};
