import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MessageReason } from '@simgate/api/contract';
import type { Refusal } from '../../modem/modem.ts';
import { loadFound } from '../queries/found-message.ts';
import { type Bench, type BenchOptions, openBench } from '../testing.ts';

function refuses(refusal: Partial<Refusal>) {
  return (bench: Bench) => {
    bench.port(0).answer = () => ({
      kind: 'refused',
      refusal: { source: 'cms', text: 'why', permanent: true, ...refusal },
    });
  };
}
const inDoubt = { kind: 'inDoubt', reason: 'silence', late: Promise.resolve(undefined) } as const;
const never = { smsWait: () => Number.POSITIVE_INFINITY, countSms: () => {} };

describe('the reason code of a message that failed stands in the store and in its event', () => {
  const rows: {
    readonly code: MessageReason;
    readonly what: string;
    readonly options?: BenchOptions;
    readonly prepare?: (bench: Bench) => void;
    readonly number?: string;
    readonly after?: (bench: Bench) => Promise<unknown>;
  }[] = [
    { code: 'no_credit', what: 'cause 8', prepare: refuses({ code: 8 }) },
    { code: 'unassigned_number', what: 'cause 1', prepare: refuses({ code: 1 }) },
    { code: 'modem_refused', what: 'no prompt', prepare: refuses({ source: 'modem' }) },
    {
      code: 'congestion',
      what: 'cause 42 again and again',
      options: { sms: { attempts: 2 } },
      prepare: refuses({ code: 42, permanent: false }),
      after: bench => bench.pass(600),
    },
    { code: 'number_invalid', what: 'a number too long', number: '1'.repeat(22) },
    {
      code: 'in_doubt',
      what: 'no answer and no report',
      options: { sms: { inDoubtAge: 60 } },
      prepare: bench => {
        bench.port(0).answer = () => inDoubt;
      },
      after: bench => bench.pass(120),
    },
    {
      code: 'no_port',
      what: 'no port that can send',
      options: { sms: { waitingAge: 60 } },
      prepare: bench => {
        bench.port(0).canSend = false;
      },
      after: bench => bench.pass(120),
    },
    {
      code: 'limit_reached',
      what: 'SIMs whose limits are used up',
      options: { sms: { waitingAge: 60 }, limits: never },
      after: bench => bench.pass(120),
    },
    {
      code: 'stopped',
      what: 'a person stopped it',
      prepare: bench => {
        bench.port(0).canSend = false;
      },
      after: bench => bench.messages.stop(1),
    },
  ];
  for (const { code, what, options, prepare, number = '+491700000001', after } of rows)
    test(`${code}: ${what}`, async t => {
      const bench = await openBench(t, { ports: 1, ...options });
      prepare?.(bench);
      await bench.send([number]);
      await bench.quiet();
      await after?.(bench);
      await bench.quiet();
      const event = bench.journal().at(-1);
      assert.ok(event?.kind === 'sms_result' && event.status === 'FAILED');
      assert.equal(event.reasonCode, code);
      const found = loadFound(bench.store.read, 1);
      assert.equal(found?.reasonCode, code);
      assert.notEqual(found.reason, '');
    });

  test('none is left where a late answer proves that it was sent after all', async t => {
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    const bench = await openBench(t, { ports: 1, sms: { inDoubtAge: 60 } });
    bench.port(0).answer = () => ({ ...inDoubt, late: promise });
    await bench.send(['+491700000001']);
    await bench.pass(120);
    assert.equal(loadFound(bench.store.read, 1)?.reasonCode, 'in_doubt');
    resolve(7);
    await bench.quiet();
    const found = loadFound(bench.store.read, 1);
    assert.deepEqual([found?.status, found?.reason, found?.reasonCode], ['SENT_OK', '', '']);
  });
});
