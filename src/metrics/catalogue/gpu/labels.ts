/** A label made of others, of which each exporter has one. */
export const joined = (promql: string, to: string, ...from: readonly string[]): string =>
	`label_join(${promql}, "${to}", "", ${from.map(label => `"${label}"`).join(', ')})`;

/** A label from a part of another; unchanged where the pattern does not match. */
export const taken = (promql: string, to: string, from: string, pattern = '(.+)'): string =>
	`label_replace(${promql}, "${to}", "$1", "${from}", "${pattern}")`;

/** A label with this text. */
export const written = (promql: string, to: string, text: string): string =>
	`label_replace(${promql}, "${to}", "${text}", "", "")`;

/** Some write the prefix of an NVIDIA UUID, and others do not. */
export const bareUuid = (promql: string, from: string): string => taken(promql, 'uuid', from, '(?:GPU-)?(.+)');

/** A device that has no UUID is one of its target. */
export const ofTarget = (promql: string, label: string): string =>
	`label_join(${promql}, "uuid", "/", "instance", "${label}")`;
