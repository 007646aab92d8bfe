/** How bad a line says it is. */
export type Level = 'error' | 'warn' | 'info' | 'debug';

const words: Readonly<Record<string, Level>> = {
	...{ trace: 'debug', debug: 'debug', verbose: 'debug' },
	...{ info: 'info', information: 'info', informational: 'info', notice: 'info', log: 'info', i: 'info' },
	...{ warn: 'warn', warning: 'warn', w: 'warn' },
	...{ error: 'error', err: 'error', eror: 'error', severe: 'error', e: 'error' },
	...{ fatal: 'error', panic: 'error', crit: 'error', critical: 'error', alert: 'error', emerg: 'error', f: 'error' },
	...{ emergency: 'error', dpanic: 'error' },
};

// Bunyan's and pino's numbers.
const ofNumber = (number: number): Level =>
	number >= 50 ? 'error' : number >= 40 ? 'warn' : number >= 30 ? 'info' : 'debug';

/** The level that a word or a number of a log stands for, as its writer spells it. */
export const levelOfWord = (word: string): Level | undefined =>
	/^\d{1,3}$/.test(word) ? ofNumber(Number(word)) : words[word.toLowerCase().replace(/\d$/, '')];

const key = '(?:level|lvl|severity|severity_text|levelname|loglevel|log\\.level)';
const inJson = new RegExp(`"@?${key}"\\s*:\\s*"?(\\w+)`, 'i');
const inLogfmt = new RegExp(`(?:^|[\\s,])${key}="?(\\w+)`, 'i');

// glog and klog: a letter, the date, the time.
const glog = /^([IWEF])\d{4} \d\d:\d\d/;

// In capitals anywhere near the beginning; in small letters only where it stands like a level.
const capitals =
	/\b(TRACE|DEBUG\d?|INFO|NOTICE|LOG|WARN(?:ING)?|ERROR|ERR|FATAL|PANIC|CRIT(?:ICAL)?|EMERG|ALERT|SEVERE)\b/;
const small =
	/^(?:[^a-z]{0,40})?(trace|debug|info|notice|warn(?:ing)?|error|fatal|panic|crit(?:ical)?|alert|emerg)(?=\s*:)|[[<(](trace|debug|info|notice|warn(?:ing)?|error|fatal|panic|crit(?:ical)?|alert|emerg)[\])>]/i;
const traceback = /^Traceback \(most recent call last\)|^(?:[\w.]+\.)?\w*(?:Error|Exception): |^panic: |^fatal error: /;
const mayBeThrown = /[Ee]rror|Exception|^panic|^Traceback/;
const looksAt = 200;

/** The level a line tells of itself; undefined where it tells none. Knows JSON, logfmt, glog, PostgreSQL and plain words. */
export const levelOf = (text: string): Level | undefined => {
	if (text.startsWith('{')) {
		const word = inJson.exec(text)?.[1];
		return word === undefined ? undefined : levelOfWord(word);
	}
	const head = text.length > looksAt ? text.slice(0, looksAt) : text;
	const word =
		(head.includes('=') ? inLogfmt.exec(head)?.[1] : undefined) ?? glog.exec(head)?.[1] ?? capitals.exec(head)?.[1];
	if (word !== undefined) return levelOfWord(word);
	const said = small.exec(head);
	if (said) return levelOfWord((said[1] ?? said[2])!);
	return mayBeThrown.test(head) && traceback.test(head) ? 'error' : undefined;
};

/** Whether a line without a level of its own goes on with what the line before it said, as the lines of a stack do. */
export const isContinuation = (text: string): boolean =>
	/^(?:\s+\S|Caused by: |\.\.\. \d+ more|goroutine \d+ |.{0,80}?\b(?:DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LOCATION): )/.test(
		text,
	);
