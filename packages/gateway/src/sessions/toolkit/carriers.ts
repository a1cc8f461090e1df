/** USSD, SS strings and calls for the card: through the port's own sessions, so that they are recorded and limited like any other. */
import type { Calls } from '../calls/calls.ts';
import { endings } from '../ussd/ussd-dialogue.ts';
import type { UssdDialogue, UssdDialogueState, UssdSessions } from '../ussd/ussd-sessions.ts';
import type { Carriers, CarryOutcome } from './paid-commands.ts';

const over: Readonly<Partial<Record<UssdDialogueState, 'said' | 'unsaid'>>> = {
  done: 'said',
  waiting: 'said',
  failed: 'unsaid',
  cancelled: 'unsaid',
  interrupted: 'unsaid',
};

/** Ends that are an answer of the network: a return error of 24.080. */
const returnErrors: readonly string[] = [endings.notSupported.text, endings.terminated.text];

/**
 * What the port's other families do for a card. A USSD string is answered with what the network says first: a question is
 * passed on as its words and the session ended, for a card cannot answer it (31.111 6.4.12). An SS string goes the same way:
 * modems take the strings of 22.030 by +CUSD too (27.007 7.15), and the network's end without words is its consent. A call is answered when it
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
  const watch = <Outcome>(outcome: () => Outcome | undefined): Promise<Outcome> =>
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

  const endOf = (port: number, requestId: number) => (): UssdDialogue | undefined => {
    const [dialogue] = ussd.dialogues({ requestId, limit: 1 });
    if (dialogue === undefined || over[dialogue.state] === undefined) return undefined;
    if (dialogue.state === 'waiting') void ussd.cancel([port]);
    return dialogue;
  };

  const send = async (
    port: number,
    text: string,
    outcomeOf: (dialogue: UssdDialogue) => CarryOutcome,
  ): Promise<CarryOutcome> => {
    const sent = await ussd.send([port], text);
    const taken = sent.ok && sent.items.some(item => item.port === port && item.status === 200);
    return taken ? outcomeOf(await watch(endOf(port, sent.requestId))) : { kind: 'unable' };
  };

  const stageOf = (id: number) => (): CarryOutcome | undefined => {
    const call = calls.find(id);
    if (call === undefined || call.stage === 'ended')
      return (call?.answered ?? null) === null ? { kind: 'networkRefused' } : { kind: 'done' };
    return call.stage === 'active' || call.stage === 'held' ? { kind: 'done' } : undefined;
  };

  return {
    ussd: ({ number: port }, text) => send(port, text, answerToUssd),
    ss: ({ number: port }, text) => send(port, text, answerToSs),
    async call({ number: port }, number) {
      const dialled = await calls.dial({ port, number });
      return dialled.ok ? watch(stageOf(dialled.call.id)) : { kind: 'unable' };
    },
  };
}

function answerToUssd(dialogue: UssdDialogue): CarryOutcome {
  if (over[dialogue.state] !== 'said') return refusalOf(dialogue);
  const text = dialogue.turns.findLast(({ speaker }) => speaker === 'network')?.text;
  return text === undefined ? { kind: 'networkRefused' } : { kind: 'done', text };
}

function answerToSs(dialogue: UssdDialogue): CarryOutcome {
  return over[dialogue.state] === 'said' ? { kind: 'done' } : refusalOf(dialogue);
}

function refusalOf({ reason }: UssdDialogue): CarryOutcome {
  return {
    kind: returnErrors.includes(reason) ? 'returnError' : 'networkRefused',
  };
}
