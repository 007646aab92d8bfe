import { describe, expect, it } from 'vitest';
import { manPage } from '../../src/build/man/man-page.ts';
import { escaped, item, paragraphs, request } from '../../src/build/man/roff.ts';
import { commands } from '../../src/commands/commands.ts';
import { settingIds, settings } from '../../src/config/settings.ts';
import { variables } from '../../src/stack/variables.ts';

describe('text for roff', () => {
	it.each([
		['.SH is no request', '\\&.SH is no request'],
		["'tis", '\\(aqtis'],
		['a\\fB', 'a\\efB'],
		['--read-only', '\\-\\-read\\-only'],
		['~/"x" `y` ^', '\\(ti/\\(dqx\\(dq \\(gay\\(ga \\(ha'],
		['18 °C – 日本 𝄞', '18 \\[u00B0]C \\[u2013] \\[u65E5]\\[u672C] \\[u1D11E]'],
	])('%j is printed letter by letter', (text, roff) => {
		expect(escaped(text)).toBe(roff);
	});

	it('has requests with arguments that stay whole', () => {
		expect(request('TH', 'A', '', 'b c "d"')).toBe('.TH A "" "b c \\(dqd\\(dq"');
		expect(item('-f, --follow', 'go on')).toEqual(['.TP', '.B "\\-f, \\-\\-follow"', 'go on']);
	});

	it('fills prose and keeps tables', () => {
		expect(paragraphs(['One', 'two.', '', 'Status:', '  0  fine', '     so far', '', 'End.'])).toEqual([
			...['.PP', 'One', 'two.', '.PP', 'Status:', '.PP', '.EX', '  0  fine', '     so far', '.EE', '.PP', 'End.'],
		]);
		expect(paragraphs([])).toEqual([]);
	});
});

describe('the manual page', () => {
	const page = manPage('1.2.3');

	it('has the sections of a manual, in their order', () => {
		expect(page.match(/^\.SH .*$/gm)).toEqual([
			...['.SH NAME', '.SH SYNOPSIS', '.SH DESCRIPTION', '.SH COMMANDS', '.SH ENVIRONMENT', '.SH FILES'],
			...['.SH "EXIT STATUS"', '.SH "SEE ALSO"'],
		]);
		expect(page).toMatch(/^\.TH AIXCL 1 "" "aixcl 1\.2\.3" "User Commands"$/m);
	});

	it.each(commands)('holds aixcl $name with its flags and notes', ({ name, usage, flags, notes }) => {
		expect(page).toContain(`\n${request('SS', `aixcl ${name} ${usage}`.trimEnd())}\n`);
		for (const flag of flags) expect(page, flag.name).toContain(escaped(`--${flag.name}`));
		for (const note of notes) expect(page, note).toContain(escaped(note));
	});

	it('holds every variable', () => {
		for (const id of settingIds) expect(page).toContain(`\n${request('B', settings[id].env)}\n`);
		for (const { name } of variables) expect(page).toContain(name);
	});
});
