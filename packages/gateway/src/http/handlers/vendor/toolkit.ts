import type { Contract, RequestOf } from '@simgate/api/contract';
import { done, refused } from '@simgate/daemon/http';
import type { Entry } from '../../../sessions/toolkit/entry.ts';
import type { ToolkitView } from '../../../sessions/toolkit/view.ts';
import type { Handlers } from '../context.ts';

function noSuchPort(port: number) {
  return refused(400, `port: this gateway has no port ${port}.`);
}

/** Items belong to the desktop and to lists, even to an empty one. */
function hasItems({ inputType }: ToolkitView): boolean {
  return inputType === 1 || inputType === 2;
}

function bodyOf(view: ToolkitView) {
  return {
    title: view.title,
    text: view.text,
    ...(hasItems(view) && {
      item: view.items.map(({ identifier, text }) => ({ item_id: identifier, item_string: text })),
    }),
    input_type: view.inputType,
    frame_id: view.frame,
  };
}

/** `cancle` is how the documents spell it. */
const actions = { ok: 'ok', cancle: 'cancel', cancel: 'cancel', home: 'home' } as const;

function entriesOf({ item, param, action }: RequestOf<Contract['stk_go']>): Entry[] {
  return [
    ...(item === undefined ? [] : [{ kind: 'item', item } as const]),
    ...(param === undefined ? [] : [{ kind: 'text', text: String(param) } as const]),
    ...(action === undefined ? [] : [{ kind: actions[action] }]),
  ];
}

export const toolkitHandlers = {
  get_stk_view: ({ port }, { toolkit }) => {
    const view = toolkit.view(port);
    return view === undefined ? noSuchPort(port) : done(200, bodyOf(view));
  },

  get_stk_curr_frame_index: ({ port }, { toolkit }) => {
    const view = toolkit.view(port);
    return view === undefined ? noSuchPort(port) : done(200, { frame_id: view.frame });
  },

  stk_go: async (request, { toolkit }) => {
    const [entry, another] = entriesOf(request);
    if (another !== undefined) return refused(400, 'item, param, action: at most one of them is allowed.');
    // Contract 13: nothing is asked, so nothing happens.
    if (entry === undefined) return done(200, {});
    const answer = await toolkit.enter(request.port, entry);
    if (answer.kind === 'taken') return done(200, {});
    return answer.kind === 'refused' ? refused(400, answer.reason) : refused(500, `port: ${answer.reason}.`);
  },
} satisfies Partial<Handlers>;
