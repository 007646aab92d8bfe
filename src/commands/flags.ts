import { type SettingId, settingIds, settings } from '../config/settings.ts';
import type { Flag } from './command.ts';

/** Settings as flags of a command. */
export const settingFlags = (...ids: readonly SettingId[]): readonly Flag[] => ids.map(id => settings[id]);

/** Every setting. */
export const allSettingFlags: readonly Flag[] = settingFlags(...settingIds);

type Named = Pick<Flag, 'name' | 'summary'> & Partial<Flag>;

/** A flag that is on or off. */
export const switchFlag = (facts: Named): Flag => ({
	kind: 'switch',
	placeholder: '',
	env: undefined,
	defaultText: undefined,
	...facts,
});

/** A flag with a value. */
export const valueFlag = (facts: Named & Pick<Flag, 'placeholder'>): Flag => ({
	kind: 'text',
	env: undefined,
	defaultText: undefined,
	...facts,
});

export const jsonFlag: Flag = switchFlag({ name: 'json', summary: 'print JSON' });
