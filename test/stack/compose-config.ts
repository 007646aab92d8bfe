import { baseFile, overlayFile } from './compose-files.ts';
import { runProgram } from './run-program.ts';

/** The parts of a composed service that tests look at, as `docker compose config --format json` gives them. */
export type ComposedService = {
	readonly image: string;
	readonly container_name?: string;
	readonly cap_add?: readonly string[];
	readonly cap_drop?: readonly string[];
	readonly command?: readonly string[] | null;
	readonly deploy?: unknown;
	readonly devices?: readonly { readonly source: string; readonly permissions: string }[];
	readonly environment?: Readonly<Record<string, string>>;
	readonly healthcheck?: { readonly test: readonly string[]; readonly start_interval?: string };
	readonly logging?: { readonly driver: string; readonly options: Readonly<Record<string, string>> };
	readonly mem_limit?: string;
	readonly network_mode?: string;
	readonly networks?: Readonly<Record<string, unknown>>;
	readonly pids_limit?: number;
	readonly ports?: readonly { readonly host_ip: string; readonly published: string; readonly target: number }[];
	readonly privileged?: boolean;
	readonly profiles?: readonly string[];
	readonly read_only?: boolean;
	readonly restart?: string;
	readonly security_opt?: readonly string[];
	readonly user?: string;
	readonly volumes?: readonly {
		readonly type: string;
		readonly source: string;
		readonly target: string;
		readonly read_only?: boolean;
		readonly bind?: { readonly propagation?: string };
	}[];
};

export type Composed = {
	readonly name: string;
	readonly services: Readonly<Record<string, ComposedService>>;
	readonly secrets: Readonly<Record<string, { readonly file: string }>>;
};

/** Composes the shipped file with overlays by Compose itself; only the variables given here are set. */
export async function composeConfig(
	compose: string,
	overlays: readonly string[] = [],
	variables: Readonly<Record<string, string>> = {},
): Promise<Composed> {
	const files = [baseFile, ...overlays.map(overlayFile)].flatMap(file => ['--file', file]);
	const args = [...files, '--profile', '*', 'config', '--format', 'json'];
	return JSON.parse(await runProgram(compose, args, { env: { AIXCL_SECRETS: '/secrets', ...variables } })) as Composed;
}
