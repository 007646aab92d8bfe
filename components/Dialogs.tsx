import type { ReactNode } from 'react';
import type { Size } from '../src/ui/layout.ts';
import { itemsOf, menuOf } from '../src/ui/menus/menus.ts';
import { type ModelStore, useModelPart } from '../src/ui/use-model-part.ts';
import { Confirm } from './Confirm.tsx';
import { Help } from './Help.tsx';
import { Menu } from './Menu.tsx';
import { Message } from './Message.tsx';

/** The dialog that is open, if one is. */
export function Dialogs({ store, size }: { readonly store: ModelStore; readonly size: Size }): ReactNode {
	const dialog = useModelPart(store, model => model.state.dialog);
	const model = store.get();
	const { glyphs, engine } = model;
	const { isAscii } = glyphs;
	if (dialog === undefined) return null;
	switch (dialog.kind) {
		case 'help':
			return <Help {...dialog} size={size} isReadOnly={engine.isReadOnly} glyphs={glyphs} />;
		case 'confirm':
			return <Confirm question={dialog.question} size={size} isAscii={isAscii} />;
		case 'message':
			return <Message {...dialog} size={size} isAscii={isAscii} />;
		case 'menu': {
			const items = itemsOf(model, dialog);
			const title = menuOf(dialog).title(model, dialog);
			return <Menu title={title} items={items} index={dialog.index} size={size} isAscii={isAscii} />;
		}
	}
}
