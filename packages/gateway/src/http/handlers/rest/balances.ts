/** Balances under /v1. */
import type { Contract, ReplyOf } from '@simgate/api/contract';
import { done, refused } from '@simgate/daemon/http';
import type { BalanceView } from '../../../balance/balances.ts';
import type { Handlers } from '../context.ts';

type Item = ReplyOf<Contract['list_balances']>['balances'][number];

function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function itemOf(balance: BalanceView): Item {
  const { imsi, iccid, amount, currency, readAt, text, trouble, failures, nextIn } = balance;
  return {
    ...{ imsi, iccid, port: balance.presentPort ?? null, amount, currency },
    read_at: readAt === null ? null : instantOf(readAt),
    ...{ threshold: balance.threshold ?? null, low: balance.isLow, text, trouble, failures },
    ...{ asked_at: instantOf(balance.askedAt), asking: balance.isAsked, next_in: nextIn ?? null },
  };
}

export const balanceHandlers = {
  list_balances: (_request, { balances }) => done(200, { balances: balances.list().map(itemOf) }),

  ask_balance: async ({ port }, { balances }) => {
    const outcome = await balances.ask(port);
    return outcome.ok ? done(202, { port, imsi: outcome.imsi }) : refused(outcome.code, outcome.error);
  },
} satisfies Partial<Handlers>;
