import { expect, test } from 'vitest';
import type { LogFeed } from '../../../src/commands/top/log-feed.ts';
import { tendLog } from '../../../src/commands/top/tend-log.ts';
import { createStore } from '../../../src/store/store.ts';
import { noLog } from '../../../src/ui/logs/held-line.ts';
import { initialLogState, type LogState } from '../../../src/ui/logs/log-state.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { heldLines } from '../../support/held-lines.ts';
import { madeModel } from '../../support/made-model.ts';

const slow = '/(\\w+\\s?)+:$/';

const tended = (log: Partial<LogState>, texts = ['one', `${'a'.repeat(60)}!`]) => {
	const lines = heldLines(texts);
	const state = { focus: 'logs', full: 'logs', log: { ...initialLogState, follows: false, ...log } } as const;
	const logs = { ...noLog, feed: 1, status: 'following', isWhole: false, lines } as const;
	const store = createStore<Model, Change>(madeModel({ columns: 120, rows: 40 }, { logs, state }), change);
	const asked: string[] = [];
	const feed: LogFeed = {
		older: () => {
			asked.push('older');
			return new Promise(() => {});
		},
		halt: () => void asked.push('halt'),
		newer: () => void asked.push('newer'),
		look: () => {},
		stop: () => {},
	};
	tendLog(store, feed);
	return { asked, state: store.get().state };
};

test('older lines are read where there are too few', () => {
	expect(tended({}).asked).toEqual(['older']);
	expect(tended({ filter: '/on+/' }).asked).toEqual(['older']);
});

test('nothing is read through a filter that takes too long', () => {
	expect(tended({ filter: slow }).asked).toEqual([]);
	expect(tended({ filter: slow }).asked).toEqual(['halt']);
});

test('a search that takes too long ends and says so', () => {
	const search = { search: slow, hunt: { direction: 'older', seq: 2 } } as const;
	const { asked, state } = tended(search, ['one', `${'b'.repeat(60)}!`, 'two']);
	expect(asked).toEqual(['halt']);
	expect(state.log.hunt).toBeUndefined();
	expect(state.notice?.text).toBe('This pattern takes too long on these lines: write it simpler.');
});
