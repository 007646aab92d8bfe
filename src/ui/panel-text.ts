import { placeOf } from './layout.ts';
import type { Model } from './model.ts';
import { unpaint } from './paint.ts';
import { panels } from './panels/panels.ts';

/** What the panel that has the focus shows, as plain lines without its border. */
export const panelText = (model: Model): string => {
	const { focus, full } = model.state;
	const { width, height } = placeOf(focus, model, full) ?? { width: model.size.columns, height: model.size.rows };
	return panels[focus]
		.draw(model, width, height)
		.slice(1, -1)
		.map(line => [...unpaint(line)].slice(2, -2).join('').trimEnd())
		.join('\n')
		.trimEnd();
};
