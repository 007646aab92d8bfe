import { leaveDetail, showTab, tabs, turnTab } from '../detail/detail.ts';
import type { Handlers } from '../keys/binding.ts';
import type { detailKeys } from '../keys/detail.ts';
import type { Context } from './context.ts';

export const detailHandlers = ({ model, dispatch }: Context): Handlers<typeof detailKeys> => ({
	'next-tab': () => dispatch(turnTab(model(), 1)),
	'previous-tab': () => dispatch(turnTab(model(), -1)),
	'go-to-tab': key => {
		const tab = tabs[Number(key) - 1];
		if (tab) dispatch(showTab(model(), tab));
	},
	'leave-detail': () => dispatch(leaveDetail()),
});
