/** One question for a balance: the code, the answers to menus, and the amount in what the operator writes. */
import { within } from '@simgate/daemon';
import type { Port } from '../ports/port.ts';
import type { UssdDialogue, UssdDialogueState } from '../sessions/ussd/ussd-sessions.ts';
import type { BalanceContext } from './balance-context.ts';
import type { BalanceRule } from './rules.ts';

export interface Answered {
  /** The last words of the operator; absent where none came. */
  readonly text?: string;
  /** Absent where none was read. */
  readonly amount?: { readonly value: string; readonly currency: string };
  /** Why no amount was read; absent where one was. */
  readonly trouble?: string;
}

export type Begun =
  | { readonly ok: true; readonly requestId: number }
  | { readonly ok: false; readonly code: 500 | 503; readonly error: string };

/** Longer than any dialogue may last; milliseconds. */
const LONGEST_DIALOGUE = 600_000;

/** States after the last answer of the network. */
const settled: readonly UssdDialogueState[] = ['waiting', 'done', 'failed', 'cancelled', 'interrupted'];

export class BalanceQuestion {
  readonly #context: BalanceContext;
  readonly #looks = new Set<() => void>();
  readonly #stopped = Promise.withResolvers<undefined>();

  constructor(context: BalanceContext) {
    this.#context = context;
    context.store.onCommitted(() => {
      for (const look of [...this.#looks]) look();
    });
  }

  /** Gives up what is outstanding. */
  stop(): void {
    this.#stopped.resolve(undefined);
  }

  async begin({ number }: Port, code: string): Promise<Begun> {
    const sent = await this.#context.ussd.send([number], code, 'balance');
    if (!sent.ok) return { ok: false, code: 500, error: `gateway: ${sent.error}.` };
    const [item] = sent.items;
    if (item?.status !== 200)
      return {
        ok: false,
        code: 503,
        error:
          item?.status === 486
            ? 'port: it is busy with another USSD dialogue or a message; ask a little later.'
            : 'port: it cannot take USSD now.',
      };
    return { ok: true, requestId: sent.requestId };
  }

  /** Resolves when the dialogue is over, whatever its end. */
  async answer({ number }: Port, rule: BalanceRule, firstRequest: number): Promise<Answered> {
    let dialogue = await this.#settled(firstRequest);
    for (const answer of rule.answers) {
      if (dialogue?.state !== 'waiting') break;
      const sent = await this.#context.ussd.send([number], answer, 'balance');
      if (!sent.ok || sent.items[0]?.status !== 200) break;
      dialogue = await this.#settled(sent.requestId);
    }
    if (dialogue?.state === 'waiting') await this.#context.ussd.cancel([number]);
    return answeredBy(dialogue, rule);
  }

  /** The dialogue once the network has answered; undefined where it takes longer than any dialogue may. */
  async #settled(requestId: number): Promise<UssdDialogue | undefined> {
    const { clock, ussd } = this.#context;
    let look = () => {};
    const found = new Promise<UssdDialogue>(resolve => {
      look = () => {
        const [dialogue] = ussd.dialogues({ requestId, limit: 1 });
        if (dialogue !== undefined && settled.includes(dialogue.state)) resolve(dialogue);
      };
      this.#looks.add(look);
      look();
    });
    const first = Promise.race([found, this.#stopped.promise]);
    return within(clock, LONGEST_DIALOGUE, first).finally(() => this.#looks.delete(look));
  }
}

function answeredBy(dialogue: UssdDialogue | undefined, rule: BalanceRule): Answered {
  const text = dialogue?.turns.findLast(({ speaker }) => speaker === 'network')?.text;
  if (dialogue === undefined) return { trouble: 'the dialogue did not end' };
  if (text === undefined) return { trouble: dialogue.reason || 'the network sent no text' };
  const amount = rule.pattern.read(text);
  return amount === undefined
    ? { text, trouble: 'the pattern of the settings does not fit the answer' }
    : { text, amount };
}
