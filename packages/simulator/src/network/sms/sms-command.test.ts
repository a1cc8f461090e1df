import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress } from '../../codec/address.ts';
import type { Command } from '../../codec/tpdu.ts';
import { writeCommand } from '../../codec/write-tpdu.ts';
import { aliceSim, attachTestModule, bobSim, createTestNetwork } from '../test-module.ts';

const MESSAGE = 5;
const COMMAND = 6;

/** Alice has one message, TP-MR 5, that waits for Bob, who is away. */
async function waitingMessage(statusReportRequest = true) {
  const { clock, network } = createTestNetwork();
  const alice = attachTestModule(network, aliceSim);
  const bob = attachTestModule(network, bobSim);
  network.setRegistration(bobSim.imsi, 0);
  const destination = parseAddress(bobSim.number);
  await alice.submit({ messageReference: MESSAGE, destination, statusReportRequest });
  await clock.settle();
  const command = (fields: Partial<Command>) =>
    alice.attachment.submit(
      writeCommand({
        kind: 'command',
        statusReportRequest: true,
        hasHeader: false,
        messageReference: COMMAND,
        protocolIdentifier: 0,
        commandType: 0,
        messageNumber: MESSAGE,
        destination,
        data: new Uint8Array(),
        ...fields,
      }),
      '+88200000000',
    );
  const arrive = async () => {
    network.setRegistration(bobSim.imsi, 1);
    await clock.settle();
  };
  const reports = () =>
    alice.reports().map(report => [report.messageReference, report.status, report.answersCommand]);
  return { clock, network, bob, command, arrive, reports };
}

describe('enquiry (TP-CT 0)', () => {
  test('of a message that waits: still trying', async () => {
    const { clock, command, reports } = await waitingMessage();
    assert.equal((await command({ commandType: 0 })).ok, true);
    await clock.settle();
    assert.deepEqual(reports(), [[COMMAND, 0x22, true]]);
  });
  test('of a message that arrived', async () => {
    const { clock, command, arrive, reports } = await waitingMessage();
    await arrive();
    await command({ commandType: 0 });
    await clock.settle();
    assert.deepEqual(reports(), [
      [MESSAGE, 0, false],
      [COMMAND, 0, true],
    ]);
  });
  test('of a message that never was: does not exist', async () => {
    const { clock, command, reports } = await waitingMessage();
    await command({ commandType: 0, messageNumber: 200 });
    await clock.settle();
    assert.deepEqual(reports(), [[COMMAND, 0x49, true]]);
  });
});

test('delete (TP-CT 2) takes the message back, and says so', async () => {
  const { clock, network, bob, command, arrive, reports } = await waitingMessage();
  assert.equal((await command({ commandType: 2 })).ok, true);
  await clock.settle();
  await arrive();
  assert.deepEqual(bob.texts(), []);
  assert.deepEqual(reports(), [[COMMAND, 0x47, true]]);
  assert.deepEqual(
    network.carried({ kind: 'command' }).map(({ reference }) => reference),
    [COMMAND],
  );
});

test('delete without a report request says nothing', async () => {
  const { clock, command, reports } = await waitingMessage();
  await command({ commandType: 2, statusReportRequest: false });
  await clock.settle();
  assert.deepEqual(reports(), []);
});

test('cancel status report request (TP-CT 1)', async () => {
  const { command, arrive, bob, reports } = await waitingMessage(true);
  await command({ commandType: 1 });
  await arrive();
  assert.deepEqual(bob.texts(), ['hello']);
  assert.deepEqual(reports(), []);
});

test('enable status report request (TP-CT 3)', async () => {
  const { command, arrive, reports } = await waitingMessage(false);
  await command({ commandType: 3 });
  await arrive();
  assert.deepEqual(reports(), [[MESSAGE, 0, false]]);
});

describe('refused commands', () => {
  const cases: readonly [name: string, fields: Partial<Command>, failureCause: number][] = [
    ['for a message that is not held', { commandType: 2, messageNumber: 200 }, 0xa0],
    ['for another destination', { commandType: 1, destination: parseAddress('+1') }, 0xa0],
    ['of a reserved type', { commandType: 4 }, 0xa1],
  ];
  for (const [name, fields, failureCause] of cases) {
    test(name, async () => {
      const { command, network } = await waitingMessage();
      const answer = await command(fields);
      assert.equal(answer.ok, false);
      assert.equal(answer.ok === false && answer.report?.[1], failureCause);
      assert.equal(network.counters().refused, 1);
    });
  }
});
