/** USSD for the card: through the port's one USSD session, so that it is recorded like any other. */
import type { UssdDialogueState, UssdSessions } from '../ussd-sessions.ts';
import type { CarryOutcome } from './paid-commands.ts';

const OVER: Readonly<Partial<Record<UssdDialogueState, 'said' | 'unsaid'>>> = {
  done: 'said',
  waiting: 'said',
  failed: 'unsaid',
  cancelled: 'unsaid',
  interrupted: 'unsaid',
};

/**
 * Sends a USSD string on a port and resolves with what the network says first. A question of the network is passed on as its
 * words, and the session ended: a card cannot answer it (31.111 6.4.12).
 * @param onCommitted calls back after each commit; it is never taken off again.
 */
export function createUssdCarrier(
  ussd: UssdSessions,
  onCommitted: (listener: () => void) => void,
): (port: number, text: string) => Promise<CarryOutcome> {
  const waiting = new Set<() => void>();
  onCommitted(() => {
    for (const look of [...waiting]) look();
  });

  const outcomeOf = (port: number, requestId: number): CarryOutcome | undefined => {
    const [dialogue] = ussd.dialogues({ requestId, limit: 1 });
    const over = dialogue && OVER[dialogue.state];
    if (dialogue === undefined || over === undefined) return undefined;
    if (dialogue.state === 'waiting') void ussd.cancel([port]);
    const text = dialogue.turns.findLast(({ speaker }) => speaker === 'network')?.text;
    return over === 'said' && text !== undefined ? { kind: 'done', text } : { kind: 'networkRefused' };
  };

  const answerTo = (port: number, requestId: number): Promise<CarryOutcome> =>
    new Promise(resolve => {
      const look = () => {
        const outcome = outcomeOf(port, requestId);
        if (outcome === undefined) return;
        waiting.delete(look);
        resolve(outcome);
      };
      waiting.add(look);
      look();
    });

  return async (port, text) => {
    const sent = await ussd.send([port], text);
    const taken = sent.ok && sent.items.some(item => item.port === port && item.status === 200);
    return taken ? answerTo(port, sent.requestId) : { kind: 'unable' };
  };
}
