import { numberIn } from '../../../stack/shown-number.ts';
import type { PanelName, TopScreen } from '../../../stack/top-screen.ts';
import type { Bundle } from './bundle.ts';

const numbered = ['cpu', 'memory', 'io', 'postgres'] as const satisfies readonly PanelName[];

/** Both parts answer, and no number is called old. */
export const isWell = ({ header, panel, containers }: TopScreen): boolean =>
	/prometheus ● [0-3]s {3}docker [\d.]+ ●/.test(header) &&
	/CPU [\d.]+% of \d+ cores?$/.test(panel('cpu').title) &&
	containers().size > 3 &&
	!/ down /.test(header) &&
	!/old|lost/.test(panel('containers').title);

const flat = ({ panel }: TopScreen, name: PanelName) => panel(name).lines.join(' ').replaceAll(/ +/g, ' ');

/** Why Prometheus is lost stands in the header, as far as there is room, and when it is asked again. */
const tellsOfPrometheus = (screen: TopScreen, reason: RegExp) =>
	/prometheus ▲/.test(screen.header) && /retry|…/.test(screen.header) && reason.test(screen.header);

const growing = async (bundle: Bundle, what: string, ageIn: (screen: TopScreen) => number) => {
	const before = await bundle.see(`${what} to tell its age`, screen => {
		const age = ageIn(screen);
		return Number.isNaN(age) ? undefined : { age };
	});
	const { age } = await bundle.see(`the age of ${what} to grow`, screen => {
		const later = ageIn(screen);
		return later >= before.age + 1 && { age: later };
	});
	if (age > 90) throw new Error(`${what} claims to be ${age} s old`);
};

const ageInTitle = (name: PanelName) => (screen: TopScreen) =>
	numberIn(/· ([\dms ]+) old/.exec(screen.panel(name).title)?.[1] ?? '');

/** Numbers that were known stay, and each panel says how old they are; those never known are unknown, and it says why. */
export const seesPrometheusLost = async (bundle: Bundle, reason: RegExp, isKnown: boolean): Promise<void> => {
	await bundle.see('the loss of Prometheus', screen => tellsOfPrometheus(screen, reason));
	if (isKnown) {
		await growing(bundle, 'cpu', ageInTitle('cpu'));
		for (const name of numbered)
			if (Number.isNaN(ageInTitle(name)(bundle.screen())))
				throw new Error(`${name} does not tell its age:\n${bundle.screen().text}`);
		return;
	}
	const screen = await bundle.see('the reason in the panels', each =>
		numbered.every(name => reason.test(flat(each, name))) ? each : undefined,
	);
	if (screen.panel('cpu').title !== '1 CPU –') throw new Error(`numbers of nothing:\n${screen.text}`);
};

/** The same of the engine and the list of containers. */
export const seesEngineLost = async (bundle: Bundle, reason: RegExp, isKnown: boolean): Promise<void> => {
	await bundle.see('the loss of the engine', ({ header }) => /(docker [\d.]+|no engine) ▲/.test(header));
	await bundle.see('the reason in the table', screen => reason.test(flat(screen, 'containers')));
	if (isKnown)
		await growing(bundle, 'the list', ({ panel }) =>
			numberIn(/engine lost, list ([\dms ]+) old/.exec(panel('containers').title)?.[1] ?? ''),
		);
	else if (bundle.screen().containers().has('busy')) throw new Error(`containers of nowhere:\n${bundle.screen().text}`);
};
