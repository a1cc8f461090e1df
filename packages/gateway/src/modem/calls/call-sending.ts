/** What became of a command about calls, as those above see it. */
import type { Reply } from '../../at/command.ts';
import type { CallSending } from './calls.ts';

export const taken = { kind: 'taken' } as const;

export function refused(text: string): CallSending {
  return { kind: 'refused', text };
}

export function sendingOf(reply: Reply): CallSending {
  switch (reply.kind) {
    case 'ok':
      return taken;
    case 'error':
      return refused(`the modem refused it: ${reply.error.text}`);
    case 'timeout':
      return { kind: 'lost', text: 'the modem gave no answer to it' };
    case 'closed':
      return { kind: 'lost', text: reply.reason };
  }
}
