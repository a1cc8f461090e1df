/**
 * The crash run: a gateway that is killed again and again while it sends and receives, over virtual modems that run on. At the
 * end every message is compared with what the network carried.
 */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { eventKinds, type PushKind } from '../../packages/api/src/contract-entry.ts';
import { failingDisk } from '../faults/disk-faults.ts';
import { writeGatewaySettings } from '../foreign/support/gateway-process.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../foreign/support/simulator-process.ts';
import { type GatewayLives, startGatewayLives } from './gateway-lives.ts';
import { judgeIncomingMessages, judgeOutgoingMessages, type SaidIncoming, type Verdict } from './judge.ts';
import { judgePushes } from './push-judge.ts';
import { type PushReceiver, startPushReceiver } from './push-receiver.ts';
import { seededRandom } from './seeded-random.ts';
import { judgeSessions, type SessionVerdict } from './session-judge.ts';
import { areSessionsOver, readSessions } from './session-record.ts';
import {
  type CallMade,
  type Hearing,
  holdDialogue,
  makeCall,
  prepareNetwork,
  type UssdAsked,
} from './session-traffic.ts';
import {
  type CallDirection,
  callTraffic,
  incomingMessage,
  numbered,
  type OutgoingMessage,
  outgoingMessage,
  ussdTraffic,
} from './traffic.ts';
import { postMessage, postOnce, readJournal, sayOf } from './what-was-said.ts';

export interface CrashSettings {
  readonly kills: number;
  /** So many are sent, and so many are received. */
  readonly messages: number;
  /** So many USSD dialogues are begun, and so many calls made in each direction. */
  readonly sessions: number;
  readonly ports: number;
  readonly seed: number;
  /** A folder for settings and data. */
  readonly folder: string;
  /** Whether half of the lives end by a disk that fails instead of a kill, and messages are asked once only meanwhile. */
  readonly diskFaults?: boolean;
  /** Whether to wait, up to a minute, until what stays in doubt ends FAILED. */
  readonly endDoubts: boolean;
  /** Called at each kill. */
  readonly say: (line: string) => void;
}

export interface CrashReport {
  readonly outgoing: Verdict;
  /** Messages that were asked for once, by the answer. */
  readonly askedOnce: Readonly<Record<string, number>>;
  /** One sentence for each incoming message that is not stored once. */
  readonly incoming: readonly string[];
  readonly sessions: SessionVerdict;
  /** One sentence for each push that is missing, out of order or changed. */
  readonly pushes: readonly string[];
  /** Pushes that came more than once. */
  readonly repeatedPushes: number;
  /** Segments that starts found handed over without an outcome. */
  readonly segmentsInDoubt: number;
  /** Deliveries the service centre had to make again, because a kill came before the acknowledgement. */
  readonly repeatedDeliveries: number;
}

/** Quick repeats, so that what a kill left unacknowledged comes again within the run. */
const network = {
  airTime: { minimum: 30, maximum: 300 },
  acknowledgementTime: 2000,
  retrySchedule: [300, 600, 1000],
};

/** Which share of the traffic may have begun. */
interface Gate {
  open(share: number): void;
  /** Resolves when the item of this number, out of so many, may begin. */
  pass(id: number, count: number): Promise<void>;
}

function createGate(): Gate {
  let allowed = 0;
  let opened = Promise.withResolvers<void>();
  return {
    open: share => {
      allowed = share;
      opened.resolve();
      opened = Promise.withResolvers<void>();
    },
    pass: async (id, count) => {
      while (id / count >= allowed) await opened.promise;
    },
  };
}

/** The parts of one run. */
interface Run {
  readonly settings: CrashSettings;
  readonly gateway: GatewayLives;
  readonly simulator: SimulatorProcess;
  readonly receiver: PushReceiver;
  readonly random: () => number;
  readonly gate: Gate;
  readonly asked: UssdAsked[];
  readonly made: CallMade[];
  readonly once: AskedOnce[];
}

/** A message that was asked for once, whatever came of it. */
interface AskedOnce {
  readonly message: OutgoingMessage;
  readonly hearing: Hearing;
}

/** Longest pause between two messages of one sender, in milliseconds. */
const PAUSE = 60;

/** Sends one after another as far as the gate lets them, several at a time. */
function feed(
  { gate, random }: Run,
  count: number,
  feeders: number,
  send: (id: number) => Promise<unknown>,
): Promise<unknown> {
  const ids = numbered(count, id => id).values();
  const one = async (): Promise<void> => {
    for (let next = ids.next(); next.done !== true; next = ids.next()) {
      await gate.pass(next.value, count);
      await send(next.value);
      await delay(random() * PAUSE);
    }
  };
  return Promise.all(numbered(feeders, one));
}

/** A quarter of the kills come while it starts, the others while it works. */
async function untilKill(gateway: GatewayLives, random: () => number, startTime: number): Promise<string> {
  if (random() < 0.25) {
    const wait = random() * startTime;
    await delay(wait);
    return `${wait.toFixed(0)} ms after its start`;
  }
  await gateway.listening();
  const wait = random() * 1500;
  await delay(wait);
  return `${wait.toFixed(0)} ms after it listened`;
}

const diskFaults = ['sync', 'write', 'full'] as const;

async function killAgainAndAgain({ settings, gateway, random, gate }: Run): Promise<void> {
  const { kills, say } = settings;
  const begun = performance.now();
  await gateway.listening();
  const startTime = performance.now() - begun;
  for (let kill = 1; kill <= kills; kill += 1) {
    gate.open(kill / kills);
    const when = await untilKill(gateway, random, startTime);
    if (settings.diskFaults === true && random() < 0.5) {
      const fault = diskFaults[Math.floor(random() * diskFaults.length)] ?? 'sync';
      say(
        `kill ${kill}: ${when} the disk failed (${fault}); it ${await gateway.failDisk(fault, random() * 3000)}`,
      );
    } else {
      say(`kill ${kill}: ${when}`);
      await gateway.kill();
    }
  }
}

interface Inbox {
  readonly sms: readonly SaidIncoming[];
}

/** Everything was carried, reported and pushed that will be; every message has its final state or is in doubt; nobody talks. */
async function isQuiet({ settings, gateway, simulator }: Run): Promise<boolean> {
  const { messages, folder } = settings;
  if ((await simulator.ask<unknown[]>('/pending')).length > 0) return false;
  const { sms } = await gateway.ask<Inbox>('/api/query_incoming_sms?flag=all');
  if (sms.length < messages) return false;
  const said = await sayOf(gateway, folder);
  if (said.some(({ status, inDoubt }) => status === 'SENDING' && !inDoubt)) return false;
  return areSessionsOver(await readSessions(gateway, simulator));
}

async function hasEnded({ settings, gateway }: Run): Promise<boolean> {
  return (await sayOf(gateway, settings.folder)).every(({ status }) => status !== 'SENDING');
}

interface Targets {
  readonly targets: readonly { readonly name: string; readonly queue: { readonly waiting: number } }[];
}

async function isPushed({ gateway }: Run): Promise<boolean> {
  const { targets } = await gateway.ask<Targets>('/v1/push-targets');
  return targets.every(({ name, queue }) => name === DEAD || queue.waiting === 0);
}

/** Looks twice a second until it is so, at most so many seconds: what is not so by then is for the verdict. */
async function until(isSo: () => Promise<boolean>, seconds: number): Promise<void> {
  for (let look = 0; look < 2 * seconds; look += 1) {
    if (await isSo()) return;
    await delay(500);
  }
}

/** Lets what is left come to its end, after the last of the random kills. */
async function settle(run: Run): Promise<void> {
  const { settings, gateway, receiver } = run;
  await until(() => isQuiet(run), 180);
  if (settings.endDoubts) {
    // The age is a setting; the rounds that look at it come every half minute.
    await gateway.kill({ SIMGATE_SMS_IN_DOUBT_AGE: '1', SIMGATE_SMS_IN_DOUBT_AGE_WITHOUT_REPORT: '1' });
    await until(() => hasEnded(run), 100);
  }
  receiver.heal();
  await until(() => isPushed(run), 60);
}

function segmentsInDoubt(log: string): number {
  return [...log.matchAll(/"segments":(\d+)[^\n]*in doubt/g)].reduce(
    (sum, match) => sum + Number(match[1]),
    0,
  );
}

/** The name of a target where nobody listens. */
const DEAD = 'dead';

/** Paths of the targets, with the kinds each wants. */
const targets: Readonly<Record<string, readonly PushKind[]>> = {
  '/everything': eventKinds,
  '/sessions': ['ussd', 'cdr', 'missed_call'],
  '/tenth': eventKinds,
  '/slow': eventKinds,
};

function judgeTargets({ settings, gateway, receiver }: Run): string[] {
  const journal = readJournal(settings.folder);
  return Object.entries(targets).flatMap(([path, kinds]) =>
    judgePushes(path, kinds, journal, receiver.pushes.get(path) ?? [], gateway.deaths),
  );
}

async function judge(run: Run): Promise<CrashReport> {
  const { settings, gateway, simulator, receiver, asked, made } = run;
  const { messages, ports, folder } = settings;
  const heard = (wanted: Hearing): OutgoingMessage[] =>
    run.once.filter(({ hearing }) => hearing === wanted).map(({ message }) => message);
  const said = await sayOf(gateway, folder);
  const { sms } = await gateway.ask<Inbox>('/api/query_incoming_sms?flag=all');
  const carried = await simulator.carried('submit');
  const counters = await simulator.ask<Record<'attempts' | 'deliver' | 'status-report', number>>('/counters');
  const record = await readSessions(gateway, simulator);
  const imsis = simulator.ports.map(({ imsi }) => imsi);
  const pushes = [...receiver.pushes.values()];
  return {
    outgoing: judgeOutgoingMessages(
      [...numbered(messages, outgoingMessage), ...heard('accepted')],
      said,
      carried,
      {
        mayBe: heard('unknown'),
      },
    ),
    askedOnce: Object.fromEntries(
      (['accepted', 'refused', 'unknown'] as const).map(hearing => [hearing, heard(hearing).length]),
    ),
    incoming: judgeIncomingMessages(
      numbered(messages, id => incomingMessage(id, ports)),
      sms,
    ),
    sessions: judgeSessions(asked, made, record, imsis, gateway.deaths),
    pushes: judgeTargets(run),
    repeatedPushes: pushes.reduce((sum, all) => sum + all.length - new Set(all.map(({ id }) => id)).size, 0),
    segmentsInDoubt: segmentsInDoubt(await gateway.stop()),
    repeatedDeliveries: counters.attempts - counters.deliver - counters['status-report'],
  };
}

/** The first id of the messages that are asked for once. */
const ASKED_ONCE = 500_000;

/** Everything at once, each kind by its own feeders. */
function feedAll(run: Run): Promise<unknown> {
  const { settings, gateway, simulator, asked, made } = run;
  const { messages, sessions, ports } = settings;
  const call = (direction: CallDirection) => async (id: number) => {
    made.push(await makeCall(gateway, simulator, callTraffic(direction, id, ports)));
  };
  return Promise.all([
    feed(run, messages, 3, id => postMessage(gateway, outgoingMessage(id))),
    feed(run, settings.diskFaults === true ? messages : 0, 2, async id => {
      const message = outgoingMessage(ASKED_ONCE + id);
      run.once.push({ message, hearing: await postOnce(gateway, message) });
    }),
    feed(run, messages, 1, id => {
      const { from, port, text } = incomingMessage(id, ports);
      return simulator.tell('POST', `/modems/${port}/messages`, { from, text });
    }),
    feed(run, sessions, 3, async id => {
      const traffic = ussdTraffic(id, ports);
      if (traffic !== undefined) asked.push(...(await holdDialogue(gateway, traffic)));
    }),
    feed(run, sessions, ports, call('incoming')),
    feed(run, sessions, ports, call('outgoing')),
  ]);
}

function settingsFile(
  { folder }: CrashSettings,
  simulator: SimulatorProcess,
  receiver: PushReceiver,
): Promise<string> {
  // Every other port takes its calls, so that some are cut while they are active.
  const modems = simulator.ports.map(({ index, host, port }) => ({
    tcp: `${host}:${port}`,
    ...(index % 2 === 1 && { incomingCalls: 'answerAndHangUp' }),
  }));
  const push = {
    targets: [
      { name: DEAD, url: 'http://127.0.0.1:9/' },
      ...Object.entries(targets).map(([path, kinds]) => ({
        ...{ name: path.slice(1), url: `${receiver.url}${path}`, kinds },
      })),
    ],
    ...{ retryDelay: 0.1, retryDelayMaximum: 1 },
  };
  const more = {
    ...{
      logLevel: 'warn',
      modems: { reopenDelayMaximum: 1 },
      calls: { answeredFor: 2 },
      ussd: { idleTime: 5 },
      push,
    },
  };
  return writeGatewaySettings(folder, { modems, more });
}

/** Runs it. Everything random comes from the seed; the machine's speed decides what a kill hits. */
export async function crashRun(settings: CrashSettings): Promise<CrashReport> {
  const { ports, seed } = settings;
  const random = seededRandom(seed);
  const timers = { acknowledgement: 1500, submit: 40_000 };
  const receiver = await startPushReceiver(random);
  const simulator = await startSimulatorProcess({ modems: ports, seed, network, timers });
  await prepareNetwork(simulator);
  const disk =
    settings.diskFaults === true
      ? await failingDisk(settings.folder, join(settings.folder, 'data'))
      : undefined;
  const gateway = startGatewayLives(await settingsFile(settings, simulator, receiver), disk);
  const run: Run = {
    ...{ settings, gateway, simulator, receiver, random, gate: createGate(), asked: [], made: [], once: [] },
  };
  try {
    await Promise.all([feedAll(run), killAgainAndAgain(run)]);
    await settle(run);
    return await judge(run);
  } finally {
    await gateway.stop().catch(() => {});
    await simulator.end();
    receiver.close();
  }
}
