/**
 * Measures messages and store without HTTP and AT: what is accepted, sent and received a second with full synchronisation.
 * Run by hand: node packages/gateway/bench/store.ts [folder on the disk to measure]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@simgate/daemon';
import { silentLog } from '@simgate/daemon/testing';
import { decodePdu, encodePdu, parseAddress, timestampFromEpoch } from '@simgate/gsm';
import type { Journal } from '../src/events.ts';
import { createMessages, type MessageService } from '../src/messages/create-messages.ts';
import { defaultSms, keepAll, simOf } from '../src/messages/testing.ts';
import { noCallVerbs } from '../src/modem/calls/calls.ts';
import type { Received, SubmitOutcome } from '../src/modem/modem.ts';
import { noToolkit } from '../src/modem/toolkit/toolkit.ts';
import type { Port } from '../src/ports/port.ts';
import { noPortControl } from '../src/ports/testing.ts';
import { createJournal } from '../src/store/journal.ts';
import { openStore, type Store } from '../src/store/store.ts';

const parent = process.argv[2] ?? tmpdir();

interface Subject extends MessageService {
  readonly events: Journal;
  readonly store: Store;
  readonly ports: readonly Port[];
}

/** A port whose network takes everything at once and reports delivery right after. */
function instantPort(
  number: number,
  report: (port: Port, reference: number, recipient: string) => void,
): Port {
  const sim = simOf(`2620100000000${number}`);
  let reference = 0;
  const port: Port = {
    number,
    control: noPortControl,
    snapshot: () => ({
      port: number,
      type: 'LTE',
      imei: '',
      sim,
      reg: 'REGISTER_OK',
      slot: 255,
      callstate: 'Idle',
      signal: 20,
      gprs: 'detached',
      canSend: true,
      trouble: '',
      reason: '',
      capabilities: {},
    }),
    submitting: false,
    sendUssd: async () => ({ kind: 'taken' }),
    cancelUssd: async () => {},
    submit: tpdu =>
      new Promise<SubmitOutcome>(resolve =>
        setImmediate(() => {
          reference = (reference + 1) & 0xff;
          resolve({ kind: 'accepted', reference });
          report(port, reference, tpdu.destination.digits);
        }),
      ),
    record: () => {},
    listen: () => () => {},
    calls: noCallVerbs,
    toolkit: noToolkit,
  };
  return port;
}

function reportOf(reference: number, recipient: string): Received {
  const { octets } = encodePdu({
    type: 'statusReport',
    moreMessages: false,
    loopPrevention: false,
    onCommand: false,
    messageReference: reference,
    recipient: parseAddress(`+${recipient}`),
    serviceCentreTimestamp: timestampFromEpoch(Date.now(), 4),
    dischargeTime: timestampFromEpoch(Date.now(), 4),
    status: 0,
  });
  const { tpdu, serviceCentre } = decodePdu(octets, 'toMobile');
  if (tpdu.type !== 'statusReport') throw new TypeError(tpdu.type);
  return { octets, serviceCentre, tpdu };
}

async function withSubject(count: number, measure: (subject: Subject) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(parent, 'simgate-bench-'));
  const store = openStore({ folder, clock: systemClock, log: silentLog });
  const ports: Port[] = [];
  const journal = createJournal(store, systemClock);
  const service = createMessages({
    store,
    journal,
    ports: () => ports,
    sms: defaultSms,
    retention: keepAll,
    clock: systemClock,
    random: Math.random,
    log: silentLog,
    limits: { smsWait: () => 0, countSms: () => {} },
    gap: () => 0,
  });
  const report = (port: Port, reference: number, recipient: string): void => {
    const sim = port.snapshot().sim;
    if (sim !== undefined) service.listener.received(port, sim, reportOf(reference, recipient));
  };
  for (let number = 0; number < count; number += 1) ports.push(instantPort(number, report));
  await measure({ ...service, events: journal, store, ports });
  await service.stop();
  store.close();
  rmSync(folder, { recursive: true });
}

function print(name: string, count: number, started: number, cpu: NodeJS.CpuUsage): void {
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const each = (user + system) / 1000 / count;
  console.log(`${name}: ${Math.round(count / seconds)} messages/s, ${each.toFixed(3)} ms CPU each`);
}

function request(recipients: number, from: number) {
  return {
    text: 'Your code is 123456. It is good for ten minutes.',
    encoding: 'gsm-7bit' as const,
    statusReport: true,
    recipients: Array.from({ length: recipients }, (_, n) => ({
      number: `+4917${from + n}`,
      userId: from + n,
    })),
  };
}

function accepting(subject: Subject, name: string, recipients: number, total: number): Promise<void> {
  const started = performance.now();
  const cpu = process.cpuUsage();
  let sent = 0;
  const caller = async (): Promise<void> => {
    while (sent < total) {
      sent += recipients;
      const answer = await subject.messages.send(request(recipients, 10_000_000 + sent));
      if (!answer.ok) throw new Error(answer.error);
    }
  };
  return Promise.all(Array.from({ length: 16 }, caller)).then(() => print(name, total, started, cpu));
}

/** Resolves when the journal shows that many DELIVERED. */
function delivered(subject: Subject, total: number): Promise<void> {
  return new Promise(resolve => {
    let seen = 0;
    let id = 0;
    const end = subject.events.onCommitted(() => {
      for (const entry of subject.events.since(id, 10_000)) {
        id = entry.id;
        if (entry.event.kind === 'sms_result' && entry.event.status === 'DELIVERED') seen += 1;
      }
      if (seen < total) return;
      end();
      resolve();
    });
  });
}

await withSubject(1, subject => accepting(subject, 'accepted, requests of 1, 16 callers', 1, 40_000));
await withSubject(1, subject => accepting(subject, 'accepted, requests of 128, 16 callers', 128, 128_000));

for (const ports of [1, 32])
  await withSubject(ports, async subject => {
    const total = 19_200;
    for (let n = 0; n < total; n += 128) await subject.messages.send(request(128, 10_000_000 + n));
    const started = performance.now();
    const cpu = process.cpuUsage();
    const done = delivered(subject, total);
    subject.start();
    await done;
    print(`sent and delivered over ${ports} instant ports`, total, started, cpu);
  });
