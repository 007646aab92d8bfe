import { ask } from './ask.ts';

/** How Open WebUI answered us: seconds until its whole answer to `/health` was here, or why there is none. */
export type WebuiProbe =
	| { readonly seconds: number }
	| { readonly reason: 'no answer' | 'too late' | 'something else answers' };

const patience = 5000;

const isHealth = (text: string): boolean => {
	try {
		return (Object(JSON.parse(text)) as { status?: unknown }).status === true;
	} catch {
		return false;
	}
};

/** Asks Open WebUI whether it is well, over a new connection, and times it. Rejects only when it is given up. */
export const probeWebui = async (url: string, signal: AbortSignal): Promise<WebuiProbe> => {
	const began = performance.now();
	try {
		const { status, text } = await ask({ url, path: '/health', deadline: patience }, signal);
		const seconds = (performance.now() - began) / 1000;
		return status === 200 && isHealth(text) ? { seconds } : { reason: 'something else answers' };
	} catch (error) {
		signal.throwIfAborted();
		return { reason: (error as NodeJS.ErrnoException).code === 'ETIMEDOUT' ? 'too late' : 'no answer' };
	}
};
