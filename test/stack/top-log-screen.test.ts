import { readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { removeWriters, runWriter } from './log-writers.ts';
import { describeRig } from './require-rig.ts';
import type { TopScreen } from './top-screen.ts';
import { selectContainer } from './top-selection.ts';
import { closeTops, envOf, openTop, type Top } from './top-terminal.ts';
import { waitUntil } from './wait-until.ts';

const json = '{"time":"2026-11-23T14:00:00Z","level":"error","msg":"no model","path":"/api/chat","status":500}';

/** How old the lines of one container are, in minutes. */
const AGES = [120, 45, 20, 7, 3, 0] as const;

describeRig('the log of aixcl top on the full screen', rig => {
	beforeAll(async () => {
		await runWriter(
			rig,
			'app',
			`seq 1 20000 | awk '{print "entry", $1}'; echo '${json}'; echo 'WARN slow'; sleep 9999`,
		);
		await waitUntil(async () => (await rig.docker('logs', '--tail', '1', 'app')) === 'WARN slow', {
			what: 'its lines',
		});
	});
	afterAll(() => removeWriters(rig, 'app', 'aged'));
	afterEach(async () => {
		await closeTops();
		await removeWriters(rig, 'flood', 'again', 'again-old');
	});

	/** A container that has ended, with lines of hours in its log: what the engine keeps of them is made older. */
	const writeAged = async () => {
		const lines = AGES.map(age => `echo ${age} min ago`).join('; ');
		const id = await runWriter(rig, 'aged', `${lines}; exit 1`);
		await rig.docker('wait', 'aged');
		const file = join(rig.folder, 'engine', 'data', 'containers', id, `${id}-json.log`);
		const now = Date.now();
		const aged = (await readFile(file, 'utf8')).replace(/"log":"(\d+)(.*)"time":"[^"]+"/g, (_, age, rest) => {
			return `"log":"${age}${rest}"time":"${new Date(now - Number(age) * 60_000).toISOString()}"`;
		});
		await writeFile(file, aged);
	};

	const logIn = ({ panel }: TopScreen) => panel('logs').lines.filter(line => line.trim() !== '');
	const textsIn = (screen: TopScreen) => logIn(screen).map(line => line.slice(3).trimEnd());
	const title = ({ panel }: TopScreen) => panel('logs').title;
	const cursor = (screen: TopScreen) => logIn(screen).find(line => line.startsWith('›'));

	const open = async (name = 'app', env = {}): Promise<Top> => {
		const top = await openTop({ env: { ...envOf(rig), ...env } });
		await selectContainer(top, name);
		top.press('l');
		top.press('f');
		await top.see('its log on the full screen', screen => {
			return screen.text.includes('& filter') && title(screen).startsWith(`6 Logs ${name} `) && cursor(screen);
		});
		return top;
	};

	/** Opens and closes the help: both keys are answered within two seconds, on a busy machine. */
	const answersKeys = async (top: Top) => {
		top.press('?');
		await top.see('the help', ({ text }) => text.includes('│ Keys'), 2);
		top.press('?');
		await top.see('the help to close', ({ text }) => !text.includes('│ Keys'), 2);
	};

	it('folds JSON, opens it with Enter, and picks by level', async () => {
		const top = await open();
		const folded = 'ERROR no model path=/api/chat status=500';
		await top.see('the line of JSON, folded', screen => textsIn(screen).includes(folded));
		top.press('k');
		await top.see('the cursor on it', screen => cursor(screen)?.includes(folded));
		top.press('\r');
		await top.see('the line opened', screen => textsIn(screen).includes('  "level": "error",'));
		top.press('\r');
		top.press('v');
		await top.see('warnings and errors, out of all that there is', screen => {
			return title(screen).includes('warnings and errors') && textsIn(screen).join('|') === `${folded}|WARN slow`;
		});
		top.press('v');
		await top.see('errors', screen => textsIn(screen).join('|') === folded);
	});

	it('searches back in all that the engine keeps, and follows again', async () => {
		const top = await open();
		top.press('/');
		top.press('/^entry 123$/\r');
		await top.see('the match', screen => cursor(screen)?.endsWith('entry 123'), 60);
		expect(title(top.screen())).toContain('/^entry 123$/ 1 of 1');
		top.press('n');
		await top.see('that there is no older one', ({ footer }) => footer.includes('No older line matches'), 60);
		top.press('G');
		await top.see('the end', screen => title(screen).includes('following') && textsIn(screen).at(-1) === 'WARN slow');
		await answersKeys(top);
	});

	it('filters in all that the engine keeps, and says when nothing matches', async () => {
		const top = await open();
		top.press('&');
		top.press('/^entry \\d000$/\r');
		const wanted = Array.from({ length: 9 }, (_, index) => `entry ${index + 1}000`);
		await top.see('the lines', screen => textsIn(screen).join() === wanted.join(), 60);
		top.press('&');
		top.press('\u007f'.repeat(20));
		top.press('nothing like it\r');
		await top.see('why there is none', ({ text }) => text.includes('No line matches &nothing like it.'), 60);
	});

	it('gives up an expression that takes too long on a line far back, and answers keys', async () => {
		await runWriter(rig, 'flood', 'printf "%060d!\\n" 0; seq 1 20000; sleep 9999', '--stop-timeout', '0');
		const top = await open('flood');
		await top.see('its last line', screen => textsIn(screen).at(-1) === '20000');
		top.press('/');
		top.press('/(\\w+\\s?)+:$/\r');
		await top.see('why nothing is found', ({ footer }) => footer.includes('This pattern takes too long'), 60);
		await answersKeys(top);
		top.press('&');
		top.press('/(\\d+\\s?)+:$/\r');
		await top.see('why no line is shown', ({ text }) => text.includes('This pattern takes too long'), 60);
		await answersKeys(top);
		top.press('&');
		top.press('\u007f'.repeat(20));
		top.press('/^20000$/\r');
		await top.see('what another one finds', screen => textsIn(screen).join() === '20000', 60);
	});

	it('goes to its beginning, pages through it without end, and copies a line', async () => {
		const top = await open();
		top.press('1');
		await top.see('the first line', screen => textsIn(screen)[0] === 'entry 1');
		top.press('\u001b[6~'.repeat(5));
		const lines = await top.see('later lines', screen => textsIn(screen)[0] !== 'entry 1' && textsIn(screen));
		const first = Number(/\d+/.exec(lines[0] ?? '')?.[0]);
		expect(lines).toEqual(lines.map((_, index) => `entry ${first + index}`));
		top.press('y');
		await top.see('an answer', ({ footer }) => footer.includes('The line was sent to your clipboard'));
		top.press('0');
		await top.see('the end', screen => textsIn(screen).at(-1) === 'WARN slow');
		const number = (screen: TopScreen) => Number(/entry (\d+)/.exec(textsIn(screen)[0] ?? '')?.[1]);
		for (let from = 20_000; from > 18_000; ) {
			// A key at the edge of what is held moves nothing yet.
			await top.see('older lines', screen => {
				if (number(screen) >= from) top.press('\u001b[5~');
				return number(screen) < from;
			});
			from = number(top.screen());
		}
	});

	it('goes to a time, and says that nothing is kept of an earlier run', async () => {
		const top = await open();
		top.press('T');
		top.press('-2h\r');
		await top.see('the first line after that', screen => textsIn(screen)[0] === 'entry 1');
		top.press('P');
		await top.see(
			'that there is nothing',
			screen => textsIn(screen)[0] === '— nothing is kept of app from before this run —',
		);
		await top.see('its first line', screen => textsIn(screen)[1] === 'entry 1');
		top.press('T');
		top.press('noon\r');
		await top.see('how a time is written', ({ footer }) => footer.includes('That is no time'));
	});

	it('shows the run before, of the same container and of the one that it was re-created from', async () => {
		const script = 'seq 1 60; echo begun at $(cut -d " " -f 1 /proc/uptime); exec sleep 9999';
		await runWriter(rig, 'again', script, '--stop-timeout', '0');
		const line = async () => (await rig.docker('logs', '--tail', '1', 'again')) || undefined;
		const first = await waitUntil(line, { what: 'its line' });
		await rig.docker('restart', 'again');
		const second = await waitUntil(async () => [await line()].find(each => each !== first), { what: 'another line' });
		const top = await open('again');
		top.press('P');
		await top.see('the end of the run before', screen => {
			return title(screen).includes('back') && textsIn(screen).at(-1) === first && cursor(screen)?.includes(first);
		});
		await closeTops();
		await rig.docker('stop', 'again');
		await rig.docker('rename', 'again', 'again-old');
		await runWriter(rig, 'again', 'echo anew; exec sleep 9999', '--stop-timeout', '0');
		const other = await open('again');
		other.press('P');
		await other.see('the container before', screen => title(screen).includes('again-old'));
		await other.see('its lines', screen => textsIn(screen).includes(second));
	});

	it('shows the last minutes alone, by the keys 2 to 6, and all again', async () => {
		await writeAged();
		const top = await open('aged');
		const shown = (screen: TopScreen) => textsIn(screen).filter(text => text.endsWith('min ago'));
		const youngerThan = (minutes: number) => AGES.filter(age => age < minutes).map(age => `${age} min ago`);
		for (const [key, minutes] of Object.entries({ 2: 1, 3: 5, 4: 15, 5: 30, 6: 60 })) {
			top.press(key);
			await top.see(
				`the last ${minutes} minutes`,
				screen => title(screen).includes(`last ${minutes} min`) && shown(screen).join() === youngerThan(minutes).join(),
			);
		}
		top.press('0');
		await top.see(
			'all',
			screen =>
				!title(screen).includes('last') && shown(screen).join() === youngerThan(Number.POSITIVE_INFINITY).join(),
		);
	});

	it('saves what is shown to a file of its own', async () => {
		const top = await open();
		top.press('\u0013');
		const path = await top.see('where', ({ footer }) => /Saved \d+ lines to (\S+)/.exec(footer)?.[1]);
		top.press('qq');
		await top.shell.until(/ready> $/m);
		expect(await top.shell.ask(`stat -c %a ${path}`)).toBe('600');
		expect(await top.shell.ask(`tail -n 1 ${path}`)).toBe('WARN slow');
	});

	it('merges the logs of the stack, each line with its name', async () => {
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'app');
		top.press('L');
		top.press('f');
		await top.see('lines of several', screen => {
			const names = new Set(textsIn(screen).map(line => line.split(' ')[0]));
			return /Logs \d+ containers · following/.test(title(screen)) && names.has('chatty') && names.has('tty');
		});
	});

	it('a container that writes 50,000 lines a second leaves keys answered, memory bounded and the lines right', async () => {
		const script =
			'i=0; while [ $i -lt 1000000 ]; do awk -v s=$i \'BEGIN { for (n = s + 1; n <= s + 5000; n++) print "flood", n }\'; i=$((i+5000)); usleep 100000; done';
		await runWriter(rig, 'flood', script, '--stop-timeout', '0');
		const top = await open('flood', { AIXCL_TEST_FLOOD: '1' });
		const numbers = (screen: TopScreen) =>
			textsIn(screen).map(line => Number(/^flood (\d+)$/.exec(line)?.[1] ?? Number.NaN));
		const newest = (screen: TopScreen) => numbers(screen).at(-1) || 0;
		for (let round = 0; round < 5; round++) {
			const before = newest(top.screen());
			await top.see('thousands of further lines', screen => newest(screen) > before + 5000, 60);
			await answersKeys(top);
			await top.see('no line left out', screen => {
				const seen = numbers(screen);
				return seen.length > 30 && seen.every((number, index) => number === seen[0]! + index);
			});
		}
		expect(mostMemoryOf('AIXCL_TEST_FLOOD=1')).toBeLessThan(250 * 2 ** 20);
		await rig.docker('stop', 'flood');
		const last = await rig.docker('logs', '--tail', '1', 'flood');
		await top.see(
			'the last line, and that it ended',
			screen => {
				const [line, mark] = textsIn(screen).slice(-2);
				return line === last && /^— flood stopped .* \(exit 137\) —$/.test(mark ?? '');
			},
			60,
		);
	});
});

/** The most resident memory so far, in bytes, of the largest process with this in its environment. */
const mostMemoryOf = (variable: string): number => {
	const sizes = readdirSync('/proc')
		.filter(name => /^\d+$/.test(name))
		.map(pid => {
			try {
				if (!readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(variable)) return 0;
				return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
			} catch {
				return 0;
			}
		});
	return Math.max(...sizes);
};
