/** Milliseconds since the epoch as ISO 8601; absent where the time is unknown or no date can have it. */
export const instant = (milliseconds: number | undefined): string | undefined =>
	milliseconds !== undefined && Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : undefined;

/** The number where it is finite, else absent: JSON has no other. */
export const finite = (value: number | undefined): number | undefined =>
	value !== undefined && Number.isFinite(value) ? value : undefined;
