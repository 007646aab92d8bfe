import { realpathSync } from 'node:fs';
import type { Container } from '../engine/container.ts';

const real = (path: string): string => {
	try {
		return realpathSync(path);
	} catch {
		return path;
	}
};

/** Whether our compose file made a container. */
export const isOurs = ({ composeFiles = [] }: Container, composeFile: string): boolean =>
	composeFiles.some(file => real(file) === real(composeFile));
