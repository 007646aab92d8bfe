import { expect, test } from 'vitest';
import { talkLines } from '../../../src/ui/containers/talks.ts';
import { madeContainer } from '../../support/made-model.ts';

const at = (number: number, name: string, ...addresses: readonly string[]) =>
	madeContainer(number, name, { addresses });
const postgres = at(1, 'postgres', '10.0.0.1');
const webui = at(2, 'open-webui', '10.0.0.2', '10.1.0.2');
const all = [postgres, webui, at(3, 'litellm', '10.0.0.3'), at(4, 'backup', '10.0.0.4'), at(5, 'n8n', '10.0.0.5')];
const lines = (clients: Readonly<Record<string, number>>, targets = [postgres], containers = all) =>
	talkLines(postgres, new Map(Object.entries(clients)), { all: containers, targets });

test('names who is connected, most first, over all its addresses', () => {
	expect(lines({})).toEqual([]);
	expect(lines({ '10.0.0.2': 1 })).toEqual(['open-webui holds 1 connection to it.']);
	expect(lines({ '10.0.0.3': 1, '10.0.0.2': 2, '10.1.0.2': 1 })).toEqual([
		'open-webui holds 3 connections to it, litellm 1.',
	]);
	expect(lines({ '10.0.0.2': 9, '10.0.0.3': 4, '10.0.0.4': 3, '10.0.0.5': 2 })).toEqual([
		'open-webui holds 9 connections to it, litellm 4, backup 3 and 1 other container 2.',
	]);
});

test('says of what is no container only that, and how much it is', () => {
	expect(lines({ '10.0.0.2': 1, '10.0.0.254': 2 })).toEqual([
		'open-webui holds 1 connection to it.',
		"2 connections to it come from addresses that are no container's.",
	]);
	expect(lines({ '10.0.0.254': 1 })).toEqual(["1 connection to it comes from addresses that are no container's."]);
});

test('leaves out those that end with it, and tells which it is of several', () => {
	expect(lines({ '10.0.0.2': 1, '10.0.0.4': 2 }, [postgres, webui])).toEqual([
		'backup holds 2 connections to postgres.',
	]);
});

test('does not guess which of two containers of the same address it is', () => {
	expect(lines({ '10.0.0.9': 1 }, [postgres], [...all, at(6, 'a', '10.0.0.9'), at(7, 'b', '10.0.0.9')])).toEqual([]);
});
