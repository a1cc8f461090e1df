/** USSD and calls for the card: through the port's own sessions, so that they are recorded and limited like any other. */
import type { Calls } from '../calls/calls.ts';
import type { UssdDialogueState, UssdSessions } from '../ussd-sessions.ts';
import type { Carriers, CarryOutcome } from './paid-commands.ts';

const OVER: Readonly<Partial<Record<UssdDialogueState, 'said' | 'unsaid'>>> = {
  done: 'said',
  waiting: 'said',
  failed: 'unsaid',
  cancelled: 'unsaid',
  interrupted: 'unsaid',
};

/**
 * What the port's other families do for a card. A USSD string is answered with what the network says first: a question is
 * passed on as its words and the session ended, for a card cannot answer it (31.111 6.4.12). A call is answered when it
 * stands or has failed (102 223 6.4.13).
 * @param onCommitted calls back after each commit; it is never taken off again.
 */
export function createCarriers(
  ussd: UssdSessions,
  calls: Pick<Calls, 'dial' | 'find'>,
  onCommitted: (listener: () => void) => void,
): Carriers {
  const waiting = new Set<() => void>();
  onCommitted(() => {
    for (const look of [...waiting]) look();
  });

  /** Looks after each commit until there is an outcome. */
  const watch = (outcome: () => CarryOutcome | undefined): Promise<CarryOutcome> =>
    new Promise(resolve => {
      const look = () => {
        const found = outcome();
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });

  const saidBy = (port: number, requestId: number) => (): CarryOutcome | undefined => {
    const [dialogue] = ussd.dialogues({ requestId, limit: 1 });
    const over = dialogue && OVER[dialogue.state];
    if (dialogue === undefined || over === undefined) return undefined;
    if (dialogue.state === 'waiting') void ussd.cancel([port]);
    const text = dialogue.turns.findLast(({ speaker }) => speaker === 'network')?.text;
    return over === 'said' && text !== undefined ? { kind: 'done', text } : { kind: 'networkRefused' };
  };

  const stageOf = (id: number) => (): CarryOutcome | undefined => {
    const call = calls.find(id);
    if (call === undefined || call.stage === 'ended')
      return (call?.answered ?? null) === null ? { kind: 'networkRefused' } : { kind: 'done' };
    return call.stage === 'active' || call.stage === 'held' ? { kind: 'done' } : undefined;
  };

  return {
    async ussd({ number: port }, text) {
      const sent = await ussd.send([port], text);
      const taken = sent.ok && sent.items.some(item => item.port === port && item.status === 200);
      return taken ? watch(saidBy(port, sent.requestId)) : { kind: 'unable' };
    },
    async call({ number: port }, number) {
      const dialled = await calls.dial({ port, number });
      return dialled.ok ? watch(stageOf(dialled.call.id)) : { kind: 'unable' };
    },
  };
}
