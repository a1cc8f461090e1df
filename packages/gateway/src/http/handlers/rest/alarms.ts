/** Alarms under /v1. */
import type { Contract, ReplyOf } from '@simgate/api/contract';
import { done, refused } from '@simgate/daemon/http';
import type { Alarm } from '../../../alarms/alarm.ts';
import type { Handlers } from '../context.ts';
import { nextPage } from '../next-page.ts';

type Item = ReplyOf<Contract['acknowledge_alarm']>;

function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function instantOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : instantOf(milliseconds);
}

function itemOf(alarm: Alarm): Item {
  const { id, kind, port, imsi, text: trouble, reason, raisedAt, repeats, clearedAt, acknowledgedAt } = alarm;
  return {
    ...{ id, kind, port, imsi, trouble, reason, raised_at: instantOf(raisedAt), repeats },
    cleared_at: instantOrNull(clearedAt),
    acknowledged_at: instantOrNull(acknowledgedAt),
    acknowledged_by: alarm.acknowledgedBy,
  };
}

export const alarmHandlers = {
  list_alarms: ({ open, before, limit = 100 }, { alarms }) => {
    const found = alarms.list({ open, before, limit });
    const ids = found.map(({ id }) => id);
    const mail = alarms.mail();
    return done(200, {
      alarms: found.map(itemOf),
      next: nextPage(ids, limit),
      mail: mail === undefined ? null : { ...mail },
    });
  },

  acknowledge_alarm: async ({ id }, { alarms }, { caller }) => {
    const outcome = await alarms.acknowledge(id, caller.user);
    return outcome.ok ? done(200, itemOf(outcome.alarm)) : refused(outcome.code, outcome.error);
  },

  test_mail: async (_request, { alarms }) => {
    const outcome = await alarms.testMail();
    if (!outcome.ok) return refused(outcome.code, outcome.error);
    return done(200, { sent: outcome.trouble === '', trouble: outcome.trouble });
  },
} satisfies Partial<Handlers>;
