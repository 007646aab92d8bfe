import { metricOf } from '../../metrics/catalogue/catalogue.ts';
import { formatBytes, formatBytesPerSecond, formatRatio } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import { byText } from '../../text/order.ts';
import { fitLeft } from '../../text/width.ts';
import { bar } from '../bar.ts';
import { chartNotes } from '../charts/notes.ts';
import { chartParts } from '../charts/panel-charts.ts';
import { hasPast } from '../charts/past.ts';
import { emptyLines, wrap } from '../empty.ts';
import { ageNote, agingParts } from '../freshness.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';
import { labelled, readingsOf } from '../readings.ts';
import { severityOf, styleOf } from '../severity.ts';
import { hostAbsence } from './host-absence.ts';
import { ioCharts } from './io-full.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';

const nameWidth = (width: number): number => (width >= 60 ? 20 : 10);

const filesystemLines = (model: Model, width: number): string[] => {
	const snapshot = lastValue(model.snapshot);
	return readingsOf(snapshot, 'host.filesystem.used_ratio')
		.toSorted((a, b) => b.value - a.value)
		.map(({ labels, value }) => {
			const mountpoint = labels.mountpoint ?? '';
			const free = labelled(snapshot, 'host.filesystem.available_bytes', 'mountpoint', mountpoint);
			const text = `${formatBytes(free)} free`.padStart(14);
			const name = nameWidth(width);
			const style = styleOf[severityOf(value, metricOf('host.filesystem.used_ratio'))];
			const room = Math.max(0, width - name - 7 - text.length - 1);
			return `${fitLeft(mountpoint, name, model.glyphs.ellipsis)} ${formatRatio(value).padStart(5)} ${paint(bar(value, room, model.glyphs), style)} ${text}`;
		});
};

// The busy devices first, but by steps of a thousand: rows that change places at every refresh cannot be read.
const magnitude = (rate: number): number => Math.floor(Math.log10(rate + 1) / 3);

type Pair = readonly [string, 'host.disk.read_bytes_per_second' | 'host.network.receive_bytes_per_second'];

const rateLines = (
	model: Model,
	width: number,
	[inSign, inId]: Pair,
	[outSign, outId]: readonly [string, 'host.disk.written_bytes_per_second' | 'host.network.transmit_bytes_per_second'],
): string[] => {
	const snapshot = lastValue(model.snapshot);
	const name = nameWidth(width);
	const side = Math.floor((width - name - 2) / 2);
	return readingsOf(snapshot, inId)
		.map(({ labels, value }) => ({
			device: labels.device ?? '',
			read: value,
			written: labelled(snapshot, outId, 'device', labels.device ?? ''),
		}))
		.toSorted(
			(a, b) =>
				magnitude(b.read + (b.written ?? 0)) - magnitude(a.read + (a.written ?? 0)) || byText(a.device, b.device),
		)
		.map(({ device, read, written }) => {
			const rate = (sign: string, value: number | undefined) =>
				`${paint(sign, 'dim')}${formatBytesPerSecond(value).padStart(side - 1)}`;
			return `${fitLeft(device, name, model.glyphs.ellipsis)} ${rate(inSign, read)} ${rate(outSign, written)}`;
		});
};

/** Lines of several groups in so little room: each group gets one in turn, its most important first. */
export const shareLines = (groups: readonly (readonly string[])[], room: number): string[] => {
	const taken = groups.map(() => 0);
	let left = room;
	for (let round = 0; left > 0 && groups.some((group, index) => taken[index]! < group.length); round++) {
		for (const [index, group] of groups.entries()) {
			if (left > 0 && round < group.length) {
				taken[index]! += 1;
				left -= 1;
			}
		}
	}
	return groups.flatMap((group, index) => group.slice(0, taken[index]));
};

const youngLines = (width: number): string[] =>
	wrap('Disk and network rates come after a minute of data.', width).map(line => paint(line, 'dim'));

export const ioPanel: Panel = {
	id: 'io',
	title: 'Disk & network',
	dashboard: 'system-overview',
	parts: model => [...agingParts(model), ...chartParts(model, 'io')],
	draw(model, width, height) {
		const inside = width - 4;
		const { up, down } = model.glyphs;
		const groups = [
			filesystemLines(model, inside),
			rateLines(model, inside, ['r', 'host.disk.read_bytes_per_second'], ['w', 'host.disk.written_bytes_per_second']),
			rateLines(
				model,
				inside,
				[down, 'host.network.receive_bytes_per_second'],
				[up, 'host.network.transmit_bytes_per_second'],
			),
		];
		// A rate is known once its series is as old as its window.
		const isYoung = groups[0]!.length > 0 && groups[1]!.length === 0 && groups[2]!.length === 0;
		const room = height - 2;
		const isEmpty = groups.every(group => group.length === 0);
		const hasCharts =
			room >= 16 && (hasPast(model, 'io') || (model.state.full === 'io' && !isYoung && groups[0]!.length > 0));
		const listed = hasCharts ? Math.max(4, Math.floor(room / 4)) : room;
		const lines = isEmpty
			? emptyLines(model.snapshot, hostAbsence(model, 'disk or network'), inside)
			: shareLines(isYoung ? [...groups, youngLines(inside)] : groups, listed);
		const charts = hasCharts ? ioCharts(model, inside, room - lines.length) : [];
		const title = ['Disk & network', ...ageNote(model, ['host.filesystem.used_ratio']), ...chartNotes(model, 'io')];
		return panelFrame(model, 'io', title, [...lines, ...charts], width, height);
	},
};
