/** The SIM toolkit under /v1. */
import type { Contract, ReplyOf, RequestOf } from '@simgate/api/contract';
import { done, refused } from '@simgate/daemon/http';
import type { Entry } from '../../../sessions/toolkit/entry.ts';
import type { ToolkitView } from '../../../sessions/toolkit/view.ts';
import type { Handlers } from '../context.ts';

type View = ReplyOf<Contract['get_toolkit']>;

function viewOf({ title, text, items, inputType, frame }: ToolkitView): View {
  return {
    ...{ title, text },
    items: items.map(({ identifier, text: name }) => ({ id: identifier, text: name })),
    ...{ input_type: inputType, frame_id: frame },
  };
}

function noPort(port: number) {
  return refused(404, `port: this gateway has no port ${port}.`);
}

function entriesOf({ item, text, action }: RequestOf<Contract['enter_toolkit']>): Entry[] {
  return [
    ...(item === undefined ? [] : [{ kind: 'item', item } as const]),
    ...(text === undefined ? [] : [{ kind: 'text', text } as const]),
    ...(action === undefined ? [] : [{ kind: action }]),
  ];
}

export const restToolkitHandlers = {
  get_toolkit: ({ port }, { toolkit }) => {
    const view = toolkit.view(port);
    return view === undefined ? noPort(port) : done(200, viewOf(view));
  },

  enter_toolkit: async (request, { toolkit }) => {
    const { port } = request;
    if (toolkit.view(port) === undefined) return noPort(port);
    const [entry, another] = entriesOf(request);
    if (entry === undefined || another !== undefined)
      return refused(400, 'item, text, action: exactly one of them is needed.');
    const answer = await toolkit.enter(port, entry);
    if (answer.kind === 'refused') return refused(400, answer.reason);
    if (answer.kind === 'failed') return refused(503, `port: ${answer.reason}.`);
    const view = toolkit.view(port);
    return view === undefined ? noPort(port) : done(200, viewOf(view));
  },
} satisfies Partial<Handlers>;
