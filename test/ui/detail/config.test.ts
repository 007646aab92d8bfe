import { expect, it } from 'vitest';
import { parseDetails } from '../../../src/engine/parse-details.ts';
import { configLines } from '../../../src/ui/detail/config.ts';
import { unpaint } from '../../../src/ui/paint.ts';

it('shows what is set to nothing, or to blanks', () => {
	const details = parseDetails({ Config: { Env: ['DEBUG=', 'SEPARATOR= '], Labels: { empty: '' } } });
	const lines = configLines(details, 60).map(line => unpaint(line).trim());
	expect(lines).toEqual(expect.arrayContaining(['DEBUG', 'SEPARATOR', 'empty']));
});
