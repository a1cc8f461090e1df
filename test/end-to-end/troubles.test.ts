/** Modems with faults of their own, side by side at one gateway: each ends as its row says, in its time, with its line in the log. */
import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { loadConfig, type RunningGateway, startGateway } from '@simgate/gateway';
import { startSimulator } from '@simgate/simulator';
import pino from 'pino';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';

type Faults = NonNullable<NonNullable<Parameters<typeof startSimulator>[0]>['faults']>[number];

interface Row {
  readonly what: string;
  readonly persona: string;
  readonly faults: Faults;
  /** Settings of its port. */
  readonly port?: { readonly pin: string };
  readonly reg: string;
  /** Seconds from the start of the gateway. */
  readonly within: number;
  /** A line that stands in the log by then. */
  readonly log: RegExp;
}

const READY = /port is ready/;

const rows: readonly Row[] = [
  {
    ...{ what: 'a cold start', persona: 'simcom', faults: [{ fault: 'coldStart', boot: 3000 }] },
    ...{ reg: 'REGISTER_OK', within: 30, log: READY },
  },
  {
    ...{
      what: 'the prompt of a program that crashed',
      persona: 'quectel',
      faults: [{ fault: 'openPrompt' }],
    },
    ...{ reg: 'REGISTER_OK', within: 30, log: READY },
  },
  {
    ...{ what: 'an echo that stays', persona: 'huawei', faults: [{ fault: 'echoStays' }] },
    ...{ reg: 'REGISTER_OK', within: 30, log: READY },
  },
  {
    ...{ what: 'errors in words', persona: 'le910', faults: [{ fault: 'errorForm', form: 'verbose' }] },
    ...{ reg: 'REGISTER_OK', within: 30, log: READY },
  },
  {
    ...{ what: 'a SIM that is late', persona: 'generic', faults: [{ fault: 'simLate', milliseconds: 8000 }] },
    ...{ reg: 'REGISTER_OK', within: 40, log: /the SIM is starting\. Wait a minute/ },
  },
  {
    ...{ what: 'a wrong PIN', persona: 'generic', faults: [{ fault: 'pinAsked' }], port: { pin: '0000' } },
    ...{ reg: 'PIN_REQUIRE', within: 30, log: /the PIN of this port is wrong\. Set the right `pin`/ },
  },
  {
    ...{ what: 'a PUK', persona: 'simcom', faults: [{ fault: 'pukAsked' }] },
    ...{ reg: 'PUK_REQUIRE', within: 30, log: /asks for its PUK.*Unblock the card in a telephone/ },
  },
  {
    ...{ what: 'no SIM', persona: 'quectel', faults: [{ fault: 'noSim' }] },
    ...{ reg: 'NO_SIM', within: 30, log: /no SIM.*\. Put a card in/ },
  },
  {
    ...{ what: 'a radio that is off', persona: 'generic', faults: [{ fault: 'radioOff' }] },
    ...{ reg: 'REGISTER_OK', within: 30, log: /the radio was off \(\+CFUN: 4\) and is switched on/ },
  },
  {
    ...{ what: '50 stored messages', persona: 'generic', faults: [{ fault: 'storedMessages', count: 50 }] },
    ...{ reg: 'REGISTER_OK', within: 30, log: READY },
  },
  {
    ...{ what: 'SMS that is not ready yet', persona: 'simcom' },
    faults: [{ fault: 'notReady', answer: '+CMS ERROR: 517', milliseconds: 6000 }],
    ...{ reg: 'REGISTER_OK', within: 40, log: READY },
  },
  {
    ...{ what: 'a modem that never answers', persona: 'generic', faults: [{ fault: 'deaf' }] },
    ...{ reg: 'UNKNOWN', within: 40, log: /the modem does not answer\. Wait: it is reset by itself/ },
  },
  {
    ...{ what: 'denied, then granted', persona: 'generic' },
    faults: [{ fault: 'registration', status: 3, lasts: 12_000 }],
    ...{ reg: 'REGISTER_OK', within: 40, log: /the network refuses this SIM\. Try the card in a telephone/ },
  },
  {
    ...{ what: 'a SIM that is lost until the module restarts', persona: 'generic' },
    faults: [{ fault: 'simLost', after: 6000 }],
    ...{ reg: 'REGISTER_OK', within: 40, log: /recovery: the SIM was lost: its module is restarted/ },
  },
];

interface LogLine {
  readonly port?: number;
  readonly msg: string;
}

describe('modems with faults', () => {
  const lines: LogLine[] = [];
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let simulator: Awaited<ReturnType<typeof startSimulator>>;
  let gateway: RunningGateway;
  let began = 0;

  before(async () => {
    folder = await temporaryFolder('troubles');
    simulator = await startSimulator({
      modems: rows.length,
      personas: rows.map(({ persona }) => persona),
      faults: Object.fromEntries(rows.map(({ faults }, index) => [index, faults])),
      network: { airTime: 'instant' },
    });
    const config = loadConfig(undefined, {
      SIMGATE_DATA_FOLDER: folder.path,
      SIMGATE_HTTP_PORT: '0',
      SIMGATE_HTTP_USERS_0_NAME: 'admin',
      SIMGATE_HTTP_USERS_0_PASSWORD: 'a long secret',
      SIMGATE_MODEMS_RECOVER_AFTER: '10',
    });
    const ports = simulator.ports.map(({ index, host, port }) => ({
      ...{ port: index, tcp: `${host}:${port}`, record: false },
      ...rows[index]?.port,
    }));
    const log = new Writable({
      write(chunk, _encoding, written) {
        lines.push(JSON.parse(String(chunk)));
        written();
      },
    });
    began = performance.now();
    gateway = await startGateway({ ...config, ports }, { log: pino({ level: 'info' }, log) });
  });

  after(async () => {
    await gateway?.stop();
    await simulator?.close();
    await folder?.remove();
  });

  async function regOf(port: number): Promise<unknown> {
    const [address] = gateway.addresses;
    const response = await fetch(`http://${address?.address}:${address?.port}/v1/ports/${port}`, {
      headers: { authorization: `Basic ${btoa('admin:a long secret')}` },
    });
    const item = (await response.json()) as { reg: unknown };
    return item.reg;
  }

  for (const [index, { what, persona, reg, within, log }] of rows.entries())
    test(`${what} (${persona}): ${reg} within ${within} s`, async () => {
      const logged = () => lines.some(line => line.port === index && log.test(line.msg));
      let shown = await regOf(index);
      while ((shown !== reg || !logged()) && performance.now() - began < within * 1000)
        shown = await regOf(index);
      assert.equal(shown, reg);
      assert.ok(
        logged(),
        lines
          .filter(line => line.port === index)
          .map(line => line.msg)
          .join('\n'),
      );
    });
});
