import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { forwardingsOf, setForwarding } from './action-record.ts';
import { perform } from './perform.ts';
import type { PortAction } from './port-action.ts';
import { recordingPort, temporaryStore } from './testing.ts';

const failure = { kind: 'failed', text: 'the modem refused' } as const;
const IMSI = '262010000000000';
const busy: PortAction = { kind: 'forward', condition: 'Busy', number: '5' };

describe('what was stored is done at the port', () => {
  const rows: [PortAction, told: string[]][] = [
    [{ kind: 'reset' }, ['reset']],
    [{ kind: 'number', number: '+882' }, ['number +882']],
    [{ kind: 'lock', pin: '1234' }, ['lock 1234']],
    [{ kind: 'unlock', pin: '1234' }, ['unlock 1234']],
    [busy, ['forward Busy 5']],
    [{ kind: 'cancelForwarding' }, ['cancel forwarding']],
    [{ kind: 'checkForwarding' }, ['ask forwarding']],
  ];
  for (const [action, told] of rows)
    test(action.kind, async () => {
      const at = recordingPort(0);
      const { outcome, remark } = await perform(at.port, IMSI, action);
      assert.deepEqual([at.told, outcome, remark], [told, { kind: 'done' }, undefined]);
    });

  // Refused by its state, before any command.
  const byState: PortAction[] = [
    { kind: 'slot', slot: 1 },
    { kind: 'power', power: 'off' },
    { kind: 'block' },
    { kind: 'unblock' },
    { kind: 'record', on: true },
  ];
  for (const action of byState)
    test(`nothing for ${action.kind}`, async () => {
      const at = recordingPort(0);
      assert.deepEqual(await perform(at.port, IMSI, action), { outcome: { kind: 'done' } });
      assert.deepEqual(at.told, []);
    });
});

describe('what is kept of call forwarding', () => {
  const rows: [name: string, PortAction, after: object][] = [
    ['the new one beside the others', busy, { Unconditional: '1', Busy: '5' }],
    ['what the network tells', { kind: 'checkForwarding' }, { NoReply: '7' }],
    ['nothing once all is cancelled', { kind: 'cancelForwarding' }, {}],
  ];
  for (const [name, action, after] of rows)
    test(name, async t => {
      const { store } = temporaryStore(t);
      await store.write(database => setForwarding(database, IMSI, 'Unconditional', '1'));
      const at = recordingPort(0);
      at.answers.forwardings = { NoReply: '7' };
      const { write } = await perform(at.port, IMSI, action);
      await store.write(database => write?.(database));
      assert.deepEqual(forwardingsOf(store.read, IMSI), after);
      assert.deepEqual(forwardingsOf(store.read, 'another SIM'), {});
    });

  for (const action of [busy, { kind: 'cancelForwarding' }, { kind: 'checkForwarding' }] as const)
    test(`what it was where ${action.kind} fails`, async () => {
      const at = recordingPort(0);
      at.answers.outcome = failure;
      assert.deepEqual(await perform(at.port, IMSI, action), { outcome: failure });
    });
});

test('a SIM that does not take its number is no failure: it is kept here', async () => {
  const at = recordingPort(0);
  at.answers.stored = false;
  const { outcome, remark } = await perform(at.port, IMSI, { kind: 'number', number: '1' });
  assert.equal(outcome.kind, 'done');
  assert.match(remark ?? '', /kept here/);
});
