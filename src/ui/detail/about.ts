import type { Container } from '../../engine/container.ts';
import { lastValue } from '../../store/remote.ts';
import type { Row } from '../containers/columns.ts';
import { containerRows } from '../containers/rows.ts';
import type { Model } from '../model.ts';
import { isPast } from '../time/travel.ts';

/** The container whose details are looked at as the engine has it now; undefined once it no longer has it. */
export const containerNow = ({ containers, state }: Model): Container | undefined =>
	lastValue(containers)?.find(({ id }) => id === state.detail?.id);

/** Its row, with what it uses. */
export const rowInDetail = (model: Model): Row | undefined =>
	containerRows(model).find(({ container }) => container.id === model.state.detail?.id);

/** The same container as the screen shows it: in the past as it was measured then; undefined where it was not. */
export const containerInDetail = (model: Model): Container | undefined =>
	isPast(model) ? rowInDetail(model)?.container : containerNow(model);
