/** The SIM toolkit of a port: what it shows, and what is entered; ours and original hardware alike. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Client, GetToolkitReply } from '@simgate/api';
import type { Session } from '../../connection/session.ts';
import { CommandError, exitCodes } from '../../program/exit-codes.ts';

/** A view of the toolkit: heading, text, items, and the input that it takes. */
export type View = GetToolkitReply;
/** An input for a view: an item, a text or a key. */
export type Entry =
  | { readonly item: number }
  | { readonly text: string }
  | { readonly action: 'ok' | 'cancel' | 'home' };

/** Kinds of views (chapter 13). */
export const inputs = {
  shown: 0,
  desktop: 1,
  list: 2,
  yesOrNo: 3,
  digit: 4,
  character: 5,
  digits: 8,
  hiddenDigits: 9,
  characters: 10,
  hiddenCharacters: 11,
  busy: 12,
} as const;

/** Milliseconds; a card that asks the network takes some seconds. */
const BETWEEN = 300;
const LONGEST = 30_000;

/** The toolkit of one port. Each call resolves when the view behind the input is there. */
export interface Toolkit {
  view(): Promise<View>;
  enter(entry: Entry): Promise<View>;
}

/** Reads until the card has a new view; a card that asks the network takes some seconds. */
async function settled(read: () => Promise<View>): Promise<View> {
  const end = performance.now() + LONGEST;
  for (;;) {
    const view = await read();
    if (view.input_type !== inputs.busy || performance.now() > end) return view;
    await wait(BETWEEN);
  }
}

/** The toolkit of a gateway of ours, by `/v1`. */
function ofSimgate(client: Client, port: number): Toolkit {
  const read = () => client.orThrow.getToolkit({ port });
  return {
    view: read,
    enter: async entry => {
      const next = await client.orThrow.enterToolkit({ port, ...entry });
      return next.input_type === inputs.busy ? settled(read) : next;
    },
  };
}

/** Vendor's words: item_id, item_string, param, and cancle for cancel. */
function ofOriginal(client: Client, port: number): Toolkit {
  const read = async (): Promise<View> => {
    const { title, text, item = [], input_type, frame_id } = await client.orThrow.getStkView({ port });
    const items = item.map(({ item_id: id, item_string }) => ({ id, text: item_string }));
    return { title, text, items, input_type, frame_id };
  };
  return {
    view: read,
    enter: async entry => {
      const { frame_id: before } = await client.orThrow.getStkCurrFrameIndex({ port });
      const words =
        'item' in entry
          ? { item: entry.item }
          : 'text' in entry
            ? { param: entry.text }
            : { action: entry.action === 'cancel' ? ('cancle' as const) : entry.action };
      await client.orThrow.stkGo({ port, ...words });
      const end = performance.now() + LONGEST;
      while (
        (await client.orThrow.getStkCurrFrameIndex({ port })).frame_id === before &&
        performance.now() < end
      )
        await wait(BETWEEN);
      return settled(read);
    },
  };
}

/** @throws CommandError where the SIM has no toolkit */
export async function toolkitOf(session: Session, port: number): Promise<Toolkit> {
  const client = await session.client();
  const toolkit = (await session.isOriginal()) ? ofOriginal(client, port) : ofSimgate(client, port);
  const { frame_id, input_type } = await toolkit.view();
  if (input_type === inputs.busy && frame_id === 0)
    throw new CommandError(exitCodes.refused, `the SIM in port ${port} has no toolkit`);
  return toolkit;
}
