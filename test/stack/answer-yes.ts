import type { Top } from './top-terminal.ts';

/**
 * Answers yes once a question takes an answer, which is not at once. Each try is given its time: a yes after the last one
 * would be another key.
 */
export async function answerYes(top: Top, question: string): Promise<void> {
	for (let tries = 1; ; tries++) {
		top.press('y');
		try {
			await top.see('the question to be answered', ({ text }) => !text.includes(question), 2);
			return;
		} catch (error) {
			if (tries === 5) throw error;
		}
	}
}
