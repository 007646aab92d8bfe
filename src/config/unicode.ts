import isUnicodeSupported from 'is-unicode-supported';

type Environment = Readonly<Record<string, string | undefined>>;

/** The locale variable that decides about characters, and whether it and the terminal can show all of them. */
export const unicodeSupport = (env: Environment): { readonly isSupported: boolean; readonly decidedBy: string } => {
	const name = ['LC_ALL', 'LC_CTYPE', 'LANG'].find(variable => env[variable]);
	if (name === undefined) return { isSupported: false, decidedBy: 'no locale is set' };
	if (!/utf-?8/i.test(env[name] ?? '')) return { isSupported: false, decidedBy: `${name} is not UTF-8` };
	return isUnicodeSupported()
		? { isSupported: true, decidedBy: `${name} is UTF-8` }
		: { isSupported: false, decidedBy: 'the terminal cannot show it' };
};
