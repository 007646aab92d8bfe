import type { Container } from '../../engine/container.ts';
import { lastValue } from '../../store/remote.ts';
import type { Row } from '../containers/columns.ts';
import { containerRows } from '../containers/rows.ts';
import type { Model } from '../model.ts';

/** The container whose details are looked at; undefined once the engine no longer has it. */
export const containerInDetail = ({ containers, state }: Model): Container | undefined =>
	lastValue(containers)?.find(({ id }) => id === state.detail?.id);

/** Its row, with what it uses. */
export const rowInDetail = (model: Model): Row | undefined =>
	containerRows(model).find(({ container }) => container.id === model.state.detail?.id);
