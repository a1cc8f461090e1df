/** USSD, SS strings and calls for a card, by the port's own sessions: they are recorded and limited like any other. */
import type { Calls } from '../calls/calls.ts';
import { endings } from '../ussd/ussd-dialogue.ts';
import type { UssdDialogue, UssdDialogueState, UssdSessions } from '../ussd/ussd-sessions.ts';
import type { CardServices, ServiceOutcome, ToolkitPort } from './paid-commands.ts';

const over: Readonly<Partial<Record<UssdDialogueState, 'said' | 'unsaid'>>> = {
  done: 'said',
  waiting: 'said',
  failed: 'unsaid',
  cancelled: 'unsaid',
  interrupted: 'unsaid',
};

/** Ends that are an answer of the network: a return error of 24.080. */
const returnErrors: readonly string[] = [endings.notSupported.code, endings.terminated.code];

/** Serves a card by the sessions of its port. */
export class SessionServices implements CardServices {
  readonly #ussd: UssdSessions;
  readonly #calls: Pick<Calls, 'dial' | 'find'>;
  readonly #looks = new Set<() => void>();

  /** @param onCommitted calls back after each commit; it is never taken off again */
  constructor(
    ussd: UssdSessions,
    calls: Pick<Calls, 'dial' | 'find'>,
    onCommitted: (listener: () => void) => void,
  ) {
    this.#ussd = ussd;
    this.#calls = calls;
    onCommitted(() => {
      for (const look of [...this.#looks]) look();
    });
  }

  /**
   * Answers with the first text of the network. A question is passed on as its text and the session is ended, because a card
   * cannot answer it (31.111 6.4.12).
   */
  ussd({ number }: ToolkitPort, text: string): Promise<ServiceOutcome> {
    return this.#send(number, text, answerToUssd);
  }

  /** Modems take the strings of 22.030 by +CUSD too (27.007 7.15); an end without a text is the network's consent. */
  ss({ number }: ToolkitPort, text: string): Promise<ServiceOutcome> {
    return this.#send(number, text, answerToSs);
  }

  /** Answers when the call stands or has failed (102 223 6.4.13). */
  async call({ number: port }: ToolkitPort, number: string): Promise<ServiceOutcome> {
    const dialled = await this.#calls.dial({ port, number });
    return dialled.ok ? this.#watch(() => this.#outcomeOfCall(dialled.call.id)) : { kind: 'unable' };
  }

  async #send(
    port: number,
    text: string,
    outcomeOf: (dialogue: UssdDialogue) => ServiceOutcome,
  ): Promise<ServiceOutcome> {
    const sent = await this.#ussd.send([port], text);
    const taken = sent.ok && sent.items.some(item => item.port === port && item.status === 200);
    if (!taken) return { kind: 'unable' };
    return outcomeOf(await this.#watch(() => this.#endOf(port, sent.requestId)));
  }

  /** Looks after each commit until there is an outcome. */
  #watch<Outcome>(outcome: () => Outcome | undefined): Promise<Outcome> {
    return new Promise(resolve => {
      const look = () => {
        const found = outcome();
        if (found === undefined) return;
        this.#looks.delete(look);
        resolve(found);
      };
      this.#looks.add(look);
      look();
    });
  }

  #endOf(port: number, requestId: number): UssdDialogue | undefined {
    const [dialogue] = this.#ussd.dialogues({ requestId, limit: 1 });
    if (dialogue === undefined || over[dialogue.state] === undefined) return undefined;
    if (dialogue.state === 'waiting') void this.#ussd.cancel([port]);
    return dialogue;
  }

  #outcomeOfCall(id: number): ServiceOutcome | undefined {
    const call = this.#calls.find(id);
    if (call === undefined || call.stage === 'ended')
      return (call?.answered ?? null) === null ? { kind: 'networkRefused' } : { kind: 'done' };
    return call.stage === 'active' || call.stage === 'held' ? { kind: 'done' } : undefined;
  }
}

function answerToUssd(dialogue: UssdDialogue): ServiceOutcome {
  if (over[dialogue.state] !== 'said') return refusalOf(dialogue);
  const text = dialogue.turns.findLast(({ speaker }) => speaker === 'network')?.text;
  return text === undefined ? { kind: 'networkRefused' } : { kind: 'done', text };
}

function answerToSs(dialogue: UssdDialogue): ServiceOutcome {
  return over[dialogue.state] === 'said' ? { kind: 'done' } : refusalOf(dialogue);
}

function refusalOf({ reasonCode }: UssdDialogue): ServiceOutcome {
  return {
    kind: returnErrors.includes(reasonCode) ? 'returnError' : 'networkRefused',
  };
}
