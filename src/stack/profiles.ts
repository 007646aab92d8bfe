import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';
import { closest } from '../text/closest.ts';

/**
 * What can be switched on by a profile. `cpu` keeps a graphics card that was found out of it. `ollama-direct` lets
 * clients reach Ollama itself, without the exporter in between.
 */
export const profiles = ['pgadmin', 'gpu-nvidia', 'gpu-amd', 'cpu', 'ollama-direct'] as const;

export type Profile = (typeof profiles)[number];

/** The profiles in a list such as `pgadmin,gpu-nvidia`. Throws an AixclError whose sentence begins with `label`. */
export const parseProfiles = (text: string, label: string): readonly Profile[] => {
	const asked = text
		.split(',')
		.map(word => word.trim())
		.filter(word => word !== '');
	return asked.map(word => {
		const profile = profiles.find(known => known === word);
		if (profile) return profile;
		const near = closest(word, profiles);
		throw new AixclError(`${label} knows no profile "${clean(word, 40)}"`, {
			code: 'usage',
			hint: near ? `Did you mean ${near}?` : `The profiles are ${profiles.join(', ')}.`,
		});
	});
};
