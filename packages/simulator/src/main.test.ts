import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import {
  hangModule,
  impairLine,
  insertSim,
  plugModule,
  pullSim,
  rebootModule,
  swapSim,
  unplugModule,
} from './bank.ts';
import { identityOf } from './identities.ts';
import { describePort, type Simulator, type SimulatorOptions, startSimulator } from './main.ts';
import { dial, type TestTerminal } from './test-terminal.ts';

/** Runs a test with a simulator on an instant network and terminals on its first two modems. */
async function withSimulator(
  options: SimulatorOptions,
  body: (simulator: Simulator, first: TestTerminal, second: TestTerminal) => Promise<void>,
) {
  const simulator = await startSimulator({ modems: 2, network: { airTime: 'instant' }, ...options });
  const [first, second] = await Promise.all(simulator.ports.map(({ port }) => dial(port)));
  assert.ok(first && second);
  try {
    await first.command('ATE0');
    await second.command('ATE0');
    await body(simulator, first, second);
  } finally {
    first.close();
    second.close();
    await simulator.close();
  }
}

function bankPort(simulator: Simulator, index = 0) {
  const port = simulator.bank[index];
  assert.ok(port);
  return port;
}

/** SMS-SUBMIT to the modem with index 1 of the bank, with a report asked for, text `hello`. */
const SUBMIT = '0021000B918802010000F2000005E8329BFD06';

describe('modems over TCP', () => {
  test('a message from one to the other, and its status report', () =>
    withSimulator({}, async (_simulator, first, second) => {
      await first.command('AT+CNMI=2,1,0,1,0');
      await second.command('AT+CNMI=2,1,0,0,0');
      first.write('AT+CMGS=18\r');
      await first.until(/> $/);
      first.write(`${SUBMIT}\u001a`);
      assert.match(await first.until(/OK\r\n/), /\+CMGS: 0\r\n/);
      await second.until(/\+CMTI: "SM",1\r\n/);
      assert.match(await second.command('AT+CMGR=1'), /\+CMGR: 0,,24\r\n07918802000000F0040B918802010000F1/);
      assert.match(await first.until(/\+CDS: 25\r\n\w+\r\n/), /0600.*00\r\n$/);
    }));

  test('a message from outside arrives in the storage of the SIM', () =>
    withSimulator({}, async (simulator, first) => {
      await first.command('AT+CNMI=2,1,0,0,0;+CMGF=1');
      const to = bankPort(simulator).module.sim?.number ?? '';
      assert.equal(simulator.network.sendFromOutside({ from: '+491701', to, text: 'hi there' }).ok, true);
      await first.until(/\+CMTI: "SM",1\r\n/);
      assert.match(await first.command('AT+CMGR=1'), /"\+491701",,".*"\r\nhi there\r\n/);
    }));

  test('a second terminal is turned away; after the first has gone the next is welcome', () =>
    withSimulator({}, async (simulator, first) => {
      const { port } = bankPort(simulator).listener;
      const intruder = await dial(port);
      assert.equal(await intruder.ended(), '\r\nPort already in use\r\n');
      await first.command('AT+CREG=2');
      first.close();
      await first.ended();
      const next = await dial(port);
      assert.match(await next.command('AT+CREG?'), /\+CREG: 2,1/);
      next.close();
    }));

  test('a terminal that comes back in the turn in which it goes is not turned away', () =>
    withSimulator({}, async (simulator, first) => {
      const { port } = bankPort(simulator).listener;
      first.close();
      const next = await dial(port);
      assert.match(await next.command('AT+CGMM'), /OK/);
      next.close();
    }));

  test('a modem unplugged twice, and plugged in twice, is so once', () =>
    withSimulator({}, async simulator => {
      const port = bankPort(simulator);
      await unplugModule(port, 'closes');
      await unplugModule(port, 'refuses');
      assert.equal(await (await dial(port.listener.port)).ended(), '');
      await plugModule(port, 0);
      await plugModule(port, 0);
      const again = await dial(port.listener.port);
      assert.match(await again.command('AT'), /OK/);
      again.close();
    }));

  test('a line that is dropped ends, and the next terminal is welcome', () =>
    withSimulator({}, async (simulator, first) => {
      const { listener } = bankPort(simulator);
      listener.drop();
      await first.ended();
      const again = await dial(listener.port);
      assert.match(await again.command('AT'), /OK/);
      again.close();
    }));

  test('a clean line says whole replies, a split one the same octets', () =>
    withSimulator({}, async (simulator, first) => {
      impairLine(bankPort(simulator), [{ type: 'split', longest: 2, milliseconds: 0 }]);
      assert.equal(await first.command('AT+CGMM'), '\r\nVirtual Modem\r\n\r\nOK\r\n');
      impairLine(bankPort(simulator), []);
      assert.equal(await first.command('AT+CGMR'), '\r\n1.0\r\n\r\nOK\r\n');
    }));
});

describe('events at a modem', () => {
  test('SIM pulled, put back, swapped', () =>
    withSimulator({ personas: ['simcom'] }, async (simulator, first) => {
      const port = bankPort(simulator);
      pullSim(port);
      await first.until(/\+CPIN: NOT INSERTED\r\n/);
      assert.equal(insertSim(port), true);
      assert.equal(insertSim(port), false);
      await first.until(/\+CPIN: READY\r\n/);
      const other = swapSim(port, 1, simulator.cardOptions);
      assert.match(await first.command('AT+CIMI'), new RegExp(other.imsi));
      assert.equal(describePort(port).number, identityOf(0, 1).number);
      const back = swapSim(port, 0, simulator.cardOptions);
      assert.equal(back.imsi, identityOf(0).imsi);
      assert.equal(simulator.network.subscribers().find(({ imsi }) => imsi === other.imsi)?.attached, false);
    }));

  test('a module that hangs says nothing until it is resumed', () =>
    withSimulator({}, async (simulator, first) => {
      await first.command('AT+CREG=1');
      hangModule(bankPort(simulator), true);
      simulator.network.setRegistration(identityOf(0).imsi, 5);
      hangModule(bankPort(simulator), false);
      assert.equal(await first.command('AT+CREG?'), '\r\n+CREG: 1,5\r\n\r\nOK\r\n');
    }));

  test('a restart of a stick ends the line, that of a module does not', () =>
    withSimulator({ personas: ['huawei', 'generic'] }, async (simulator, first, second) => {
      rebootModule(bankPort(simulator, 0), 0);
      rebootModule(bankPort(simulator, 1), 0);
      await first.ended();
      assert.match(await second.command('ATE0'), /OK/);
    }));

  test('unplugged: nothing listens any more, until it is plugged in', () =>
    withSimulator({}, async (simulator, first) => {
      const port = bankPort(simulator);
      await unplugModule(port, 'refuses');
      await first.ended();
      await assert.rejects(dial(port.listener.port), { code: 'ECONNREFUSED' });
      assert.equal(simulator.network.subscribers()[0]?.attached, false);
      await plugModule(port, 0);
      const again = await dial(port.listener.port);
      assert.match(await again.command('ATE0'), /OK/);
      again.close();
    }));

  test('unplugged behind a listener that stays: each line ends at once', () =>
    withSimulator({}, async (simulator, first) => {
      const port = bankPort(simulator);
      await unplugModule(port, 'closes');
      await first.ended();
      assert.equal(await (await dial(port.listener.port)).ended(), '');
      await plugModule(port, 0);
      const again = await dial(port.listener.port);
      assert.match(await again.command('ATE0'), /OK/);
      again.close();
    }));
});

describe('starting', () => {
  test('identities are the same each time, and differ by index', async () => {
    const first = await startSimulator({ modems: 3 });
    const second = await startSimulator({ modems: 3 });
    const identities = (simulator: Simulator) =>
      simulator.ports.map(({ imei, imsi, iccid, number }) => [imei, imsi, iccid, number]);
    assert.deepEqual(identities(first), identities(second));
    assert.deepEqual(identities(first)[0], [
      '359999000000018',
      '001010000000001',
      '8988201000000000013',
      '+88201000001',
    ]);
    assert.equal(new Set(identities(first).flat()).size, 12);
    await Promise.all([first.close(), second.close()]);
  });

  test('cards, personas and names of many modems', () => {
    const rows: readonly [index: number, card: number, imei: string, iccid: string, number: string][] = [
      [0, 1, '359999000000018', '8988201000000010012', '+88201001001'],
      [8, 0, '359999000000091', '8988201000000000096', '+88201000009'],
      [9, 0, '359999000000109', '8988201000000000104', '+88201000010'],
      [255, 99, '359999000002568', '8988201000000992565', '+88201099256'],
    ];
    for (const [index, card, imei, iccid, number] of rows) {
      const identity = identityOf(index, card);
      assert.deepEqual([identity.imei, identity.iccid, identity.number], [imei, iccid, number]);
    }
  });

  test('eight generic modems where nothing is named, with cards as they are asked for', async () => {
    const simulator = await startSimulator({ personas: [], sim: { pin: '4321', pinEnabled: true } });
    const personas = simulator.bank.map(({ module }) => module.persona.name);
    const port = bankPort(simulator);
    const pins = [port.module.sim, swapSim(port, 1, simulator.cardOptions)].map(sim => sim?.code.pin);
    await simulator.close();
    assert.deepEqual(personas, Array(8).fill('generic'));
    assert.deepEqual(pins, ['4321', '4321']);
  });

  const wrong: readonly [options: SimulatorOptions, message: RegExp][] = [
    [{ modems: 0 }, /modems is 0; it has to be a whole number from 1 to 256/],
    [{ modems: 257 }, /modems is 257/],
    [{ modems: 1.5 }, /modems is 1.5/],
    [{ personas: ['nokia'] }, /there is no persona nokia; there are generic/],
  ];
  for (const [options, message] of wrong) {
    test(`refused: ${JSON.stringify(options)}`, () => assert.rejects(startSimulator(options), message));
  }

  test('a port in use rejects, and frees those that were had before', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const address = blocker.address();
    assert.ok(typeof address === 'object' && address);
    await assert.rejects(startSimulator({ modems: 2, basePort: address.port - 1 }), { code: 'EADDRINUSE' });
    await assert.rejects(dial(address.port - 1), { code: 'ECONNREFUSED' });
    blocker.close();
  });
});
