import type { ServerResponse } from 'node:http';
import { sendJson } from '../../../sources/fake-prometheus.ts';
import { inspection } from '../../../support/fake-container.ts';
import { logFrame } from '../../../support/fake-log.ts';
import { createRandom } from '../../../terminal/random.ts';
import type { Channel, Input } from './channel.ts';
import type { Program } from './program.ts';
import type { World } from './world.ts';

const textOf = ({ mark, text }: Input) => `${mark}${text}`;

/** As UTF-8, where halves of pairs have no form; or as the bytes of an encoding that UTF-8 is not. */
const bytesOf = (text: string, isOther: boolean): Buffer =>
	isOther && /^[\u0000-\u00ff]*$/.test(text) ? Buffer.from(text, 'latin1') : Buffer.from(text);

/** Lines of a log as they are written; frames and pieces end anywhere, also within a character. */
const logs = (isTty: boolean): Channel => ({
	name: isTty ? 'the log of a terminal' : 'a log',
	share: 35,
	keys: 'lf',
	shows: /6 Logs .*following[\s\S]*& filter/,
	// A line may itself hold line ends, and is then several.
	room: rows => Math.floor((rows - 5) / 2),
	prepare({ engine }) {
		const followers: ServerResponse[] = [];
		const random = createRandom(1);
		let nanos = 0;
		engine.containers[0]!.isTty = isTty;
		engine.answer = (request, response) => {
			if (!/\/logs\?.*follow=true/.test(request.url ?? '')) return false;
			response.writeHead(200).flushHeaders();
			followers.push(response);
			return true;
		};
		return inputs => {
			const lines = inputs.flatMap(input =>
				bytesOf(textOf(input), random.chance(0.3))
					.toString('latin1')
					.split('\n')
					.map(line => {
						nanos++;
						const stamp = `${new Date().toISOString().slice(0, 19)}.${String(nanos % 1e9).padStart(9, '0')}Z`;
						const bytes = Buffer.from(`${stamp} ${line}\n`, 'latin1');
						return isTty ? bytes : logFrame(1 + random.below(2), bytes);
					}),
			);
			const bytes = Buffer.concat(lines);
			for (let from = 0; from < bytes.length; ) {
				const to = from + 1 + random.below(4000);
				for (const follower of followers) follower.write(bytes.subarray(from, to));
				from = to;
			}
		};
	},
});

const names: Channel = {
	name: 'names and images of containers',
	share: 15,
	keys: '4fsss',
	shows: /4 Containers \d+[\s\S]*Enter details/,
	room: rows => rows - 8,
	prepare({ engine }) {
		return inputs => {
			for (const [index, input] of inputs.entries()) {
				const container = engine.containers[index]!;
				container.name = textOf(input);
				container.image = textOf(input);
				// One project, for each is a group with a line of its own.
				container.labels = {
					'com.docker.compose.project': inputs[0]!.text,
					'com.docker.compose.service': input.text,
				};
			}
			engine.emit('rename', engine.containers[0]!.id, { attributes: { name: inputs[0]!.text } });
		};
	},
};

/** Opens a tab of the details anew, which asks for it at once. */
const again = (program: () => Program, tab: number) => program().type(`1${tab}`);

const processes: Channel = {
	name: 'processes of a container',
	share: 5,
	keys: '\r6',
	shows: /processes[\s\S]*next tab/,
	room: rows => rows - 12,
	prepare({ engine }, program) {
		return inputs => {
			engine.containers[0]!.processes = inputs.map(({ mark, text }) => [mark, text, '1', '0', text, '?', text, text]);
			again(program, 6);
		};
	},
};

const labels: Channel = {
	name: 'labels and environment of a container',
	share: 5,
	keys: '\r2',
	shows: /config[\s\S]*next tab/,
	room: rows => rows - 30,
	prepare({ engine }, program) {
		let texts: readonly Input[] = [];
		engine.answer = (request, response) => {
			const id = engine.containers[0]!.id;
			if (!request.url?.endsWith(`/containers/${id}/json`)) return false;
			const usual = inspection(engine.containers[0]!);
			const [env, labelled] = [texts.slice(0, texts.length / 2), texts.slice(texts.length / 2)];
			const answer = {
				...usual,
				Config: {
					...usual.Config,
					Env: env.map(input => `${textOf(input)}=${input.text}`),
					Labels: Object.fromEntries(labelled.map(input => [textOf(input), input.text])),
				},
			};
			sendJson(response, JSON.stringify(answer));
			return true;
		};
		return inputs => {
			texts = inputs;
			again(program, 2);
		};
	},
};

const alerts: Channel = {
	name: 'alerts of Prometheus',
	share: 5,
	keys: 'A',
	shows: /7 Alerts/,
	room: rows => Math.floor((rows - 5) / 2) - 2,
	prepare(world: World) {
		let body: string | undefined;
		world.answerNumbers = (response, { path }) => {
			if (path !== '/api/v1/rules' || body === undefined) return false;
			sendJson(response, body);
			return true;
		};
		return inputs => {
			const active = inputs.map(input => ({
				labels: { alertname: textOf(input), severity: input.text, [`on${input.text}`]: input.text },
				annotations: { summary: input.text, description: input.text, runbook_url: input.text },
				state: 'firing',
				activeAt: '2026-11-26T10:00:00Z',
				value: '1e+00',
			}));
			const rule = { name: 'Rule', query: inputs[0]!.text, duration: 60, alerts: active };
			body = JSON.stringify({ status: 'success', data: { groups: [{ name: 'test', rules: [rule] }] } });
		};
	},
};

/** The ways in, which together take a hundred of a hundred inputs. */
export const channels: readonly Channel[] = [logs(false), logs(true), names, processes, labels, alerts];
