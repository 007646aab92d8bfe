/** Some of many names, and how many more there are: `ollama, postgres, redis and 3 more`. */
export const named = (names: readonly string[]): string =>
	names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
