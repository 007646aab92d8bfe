import type { ReactNode } from 'react';
import { lastValue } from '../src/store/remote.ts';
import type { Size } from '../src/ui/layout.ts';
import { type ModelStore, useModelPart } from '../src/ui/use-model-part.ts';
import { Confirm } from './Confirm.tsx';
import { Help } from './Help.tsx';
import { Hosts } from './Hosts.tsx';
import { Message } from './Message.tsx';

/** The dialog that is open, if one is. */
export function Dialogs({ store, size }: { readonly store: ModelStore; readonly size: Size }): ReactNode {
	const dialog = useModelPart(store, model => model.state.dialog);
	const { glyphs, engine, snapshot } = store.get();
	const { isAscii } = glyphs;
	if (dialog === undefined) return null;
	switch (dialog.kind) {
		case 'help':
			return <Help size={size} isReadOnly={engine.isReadOnly} glyphs={glyphs} />;
		case 'confirm':
			return <Confirm question={dialog.question} size={size} isAscii={isAscii} />;
		case 'message':
			return <Message {...dialog} size={size} isAscii={isAscii} />;
		case 'hosts':
			return <Hosts hosts={lastValue(snapshot)?.hosts ?? []} index={dialog.index} size={size} isAscii={isAscii} />;
	}
}
