import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { Registry } from 'prom-client';
import type { GatewayEvent } from '../events.ts';
import { temporaryStore } from '../port-management/testing.ts';
import { createJournal } from '../store/journal.ts';
import { JournalCounts } from './journal-counts.ts';

type ResultEvent = Extract<GatewayEvent, { kind: 'sms_result' }>;

const received: GatewayEvent = {
  ...{ kind: 'sms', incomingSmsId: 1, port: 0, number: '+1', smsc: '+1', timestamp: 0, text: 'x' },
  imsi: '262010000000001',
};

function result(status: ResultEvent['status'], more: Partial<ResultEvent> = {}): GatewayEvent {
  return { kind: 'sms_result', status, ...more } as unknown as GatewayEvent;
}

async function bench(context: TestContext, before: readonly GatewayEvent[] = []) {
  const { store, clock } = temporaryStore(context);
  const journal = createJournal(store, clock);
  const happen = (...events: readonly GatewayEvent[]) =>
    store.write(database => {
      for (const event of events) journal.append(database, event);
    });
  await happen(...before);
  const registry = new Registry();
  const counts = new JournalCounts(journal, registry);
  const values = async () => {
    const lines = (await registry.metrics()).split('\n').filter(line => line.startsWith('simgate_'));
    return Object.fromEntries(
      lines.map(line => [
        line.slice('simgate_messages_'.length, line.lastIndexOf(' ')),
        line.split(' ').at(-1),
      ]),
    );
  };
  return { counts, happen, values };
}

describe('counters of the journal', () => {
  test('count by the outcome, a failure by its cause', async context => {
    const { counts, happen, values } = await bench(context);
    await happen(
      ...[received, received, result('SENT_OK'), result('DELIVERED')],
      ...[result('FAILED', { cause: 'expired' }), result('FAILED', { cause: 'expired' }), result('FAILED')],
      { kind: 'exception_info', port: 1, type: 'call_fail', action: 'reset' },
    );
    await counts.follow();
    assert.deepEqual(await values(), {
      sent_total: '1',
      delivered_total: '1',
      received_total: '2',
      'failed_total{cause="expired"}': '2',
      'failed_total{cause="unknown"}': '1',
    });
  });

  test('begin with the process: what was journalled before is left out', async context => {
    const { counts, happen, values } = await bench(context, [received, received]);
    await counts.follow();
    assert.equal((await values()).received_total, '0');
    await happen(received);
    await counts.follow();
    assert.equal((await values()).received_total, '1');
  });

  for (const count of [499, 500, 501, 1200])
    test(`count each of ${count} events once, however often and at once they are asked`, async context => {
      const { counts, happen, values } = await bench(context);
      await happen(...Array.from({ length: count }, () => received));
      await Promise.all([counts.follow(), counts.follow()]);
      await counts.follow();
      assert.equal((await values()).received_total, `${count}`);
    });
});
