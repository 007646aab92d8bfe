import { type Clean, clean } from '../text/clean.ts';
import { isNameOfPlace, isSecretName } from './secret-names.ts';

export const mask = '********';

// Beyond this length nothing is looked at: what is that long is hidden as a whole.
const longest = 4096;
const prefixes = String.raw`(?:sk-|sk_|pk_|rk_|hf_|gh[opsur]_|github_pat_|glpat-|glsa_|xox[a-z]-|AKIA|ASIA|AIza|eyJ|ya29\.|npm_)`;
const issued = new RegExp(`^${prefixes}|^-----BEGIN`);
const issuedInText = new RegExp(`(?<![\\w-])${prefixes}[\\w./+=-]{8,}`, 'g');

/** Whether text looks like a key or a password that a machine made: long, one word, letters among digits. */
export const isTokenLike = (text: string): boolean => {
	if (issued.test(text)) return true;
	const word = text.replace(/^[a-z0-9]{1,12}:/, '');
	if (!/^[A-Za-z0-9+=_~!#$%^&*-][A-Za-z0-9+/=_.~!#$%^&*-]{15,}$/.test(word)) return false;
	const isLongRun = word.split(/[^A-Za-z0-9]/).some(run => run.length >= 16 && changesIn(run) >= 3);
	const bare = word.replace(/[^A-Za-z0-9]/g, '');
	return isLongRun || (bare.length >= 16 && changesIn(bare) >= 0.3 * bare.length);
};

// How often small letters, capitals and digits change places: words and versions have few of each in between.
const changesIn = (run: string): number => run.match(/[0-9](?=[^0-9])|[a-z](?=[^a-z])|[A-Z](?=[^A-Z])/g)?.length ?? 0;

// The user ends at the first colon and the password at the last @ of the word: either may hold what it should not.
const userinfo =
	/((?:\b[a-z][a-z0-9+.-]{0,20}:\/\/|(?<![^\s"'=,;(]))[^\s:"'=,;(]{0,256}:)(?!\/\/)([^\s"']+)(@(?!sha256:)[^\s@]+)/gi;
const loneUser = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)([^\s:@/]{1,256})(@)/gi;
const value = String.raw`((?:(?:Bearer|Basic|Token)\s+)?(?:"[^"]*"?|'[^']*'?|[^\s&;,"']+))`;
// `password=x`, `"token": "x"`, `Authorization: Bearer x`; and `--api-key x`.
const assigned = new RegExp(String.raw`([A-Za-z][\w.-]{0,63})("?\s{0,4}[=:]\s{0,4})${value}`, 'gi');
const flagged = new RegExp(String.raw`(?<![\w-])(--?[A-Za-z][\w.-]{0,63})(\s{1,4})(?!-)${value}`, 'gi');

/** The same text with the passwords of URLs, and what is given by a secret name in it, masked. */
export const maskInText = (text: string): string => {
	if (text.length > longest) return maskInText(text.slice(0, longest)) + mask;
	const hide = (whole: string, name: string, sign: string, given: string) => {
		const isShown = isPlace(name, given) || given.startsWith('//') || given.startsWith(mask);
		return isSecretName(name) && !isShown ? name + sign + mask : whole;
	};
	return text
		.replace(userinfo, (_, user: string, _password: string, host: string) => user + mask + host)
		.replace(loneUser, (whole, scheme: string, user: string, sign: string) =>
			isTokenLike(user) ? scheme + mask + sign : whole,
		)
		.replace(assigned, hide)
		.replace(flagged, hide)
		.replace(issuedInText, mask);
};

/** Text of commands and their output as it may be shown, in one line. What is clean already hides no name in a sequence. */
export const cleanMasked = (text: string, maxLength: number): Clean =>
	clean(maskInText(clean(text, longest + 1)), maxLength);

/** A value as it may be shown, given by its name: as it is, masked in parts, or as a whole. */
export const maskValue = (name: string, value: string): string => {
	if (value === '' || value === 'true' || value === 'false' || isPlace(name, value)) return value;
	if (isSecretName(name) || value.length > longest || isTokenLike(value)) return mask;
	return maskInText(value);
};

const isPlace = (name: string, value: string) => isNameOfPlace(name) && value.startsWith('/');
