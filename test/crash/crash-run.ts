/**
 * The crash run: a gateway that is killed again and again while it sends and receives, over virtual modems that run on. At the
 * end every message is compared with what the network carried.
 */

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { writeGatewaySettings } from '../foreign/support/gateway-process.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../foreign/support/simulator-process.ts';
import { type GatewayLives, startGatewayLives } from './gateway-lives.ts';
import {
  judgeIncomingMessages,
  judgeOutgoingMessages,
  type SaidIncoming,
  type SaidOutgoing,
  type Verdict,
} from './judge.ts';
import { seededRandom } from './seeded-random.ts';
import { incomingMessage, numbered, type OutgoingMessage, outgoingMessage } from './traffic.ts';

export interface CrashSettings {
  readonly kills: number;
  /** So many are sent, and so many are received. */
  readonly messages: number;
  readonly ports: number;
  readonly seed: number;
  /** A folder for settings and data. */
  readonly folder: string;
  /** Whether to wait, up to a minute, until what stays in doubt ends FAILED. */
  readonly endDoubts: boolean;
  /** Told of each kill. */
  readonly say: (line: string) => void;
}

export interface CrashReport {
  readonly outgoing: Verdict;
  /** One sentence for each incoming message that is not stored once. */
  readonly incoming: readonly string[];
  /** Segments that starts found handed over without an outcome. */
  readonly segmentsInDoubt: number;
  /** Deliveries the service centre had to make again, because a kill came before the acknowledgement. */
  readonly repeatedDeliveries: number;
}

/** The state of a segment that was handed over and has no outcome, as the store numbers it. */
const segmentInDoubt = 2;

/** Quick repeats, so that what a kill left unacknowledged comes again within the run. */
const network = {
  airTime: { minimum: 30, maximum: 300 },
  acknowledgementTime: 2000,
  retrySchedule: [300, 600, 1000],
};

/** How much of the traffic may have begun. */
interface Gate {
  open(count: number): void;
  pass(id: number): Promise<void>;
}

const createGate = (): Gate => {
  let allowed = 0;
  let opened = Promise.withResolvers<void>();
  return {
    open: count => {
      allowed = count;
      opened.resolve();
      opened = Promise.withResolvers<void>();
    },
    pass: async id => {
      while (id >= allowed) await opened.promise;
    },
  };
};

interface SendAnswer {
  readonly error_code: number;
  readonly error?: string;
}

const post = async (gateway: GatewayLives, message: OutgoingMessage): Promise<void> => {
  const { id, to, text, statusReport } = message;
  const body = {
    text,
    encoding: 'gsm-7bit',
    request_status_report: statusReport,
    param: [{ number: to, user_id: id }],
  };
  const answer = await gateway.ask<SendAnswer>('/api/send_sms', { body, key: `message-${id}` });
  if (answer.error_code !== 202) throw new Error(`message ${id} was refused: ${JSON.stringify(answer)}`);
};

/** Longest pause between two messages of one sender, in milliseconds. */
const pause = 60;

/** Sends one message after another as far as the gate lets them. */
const feed = async (
  ids: Iterator<number>,
  gate: Gate,
  random: () => number,
  send: (id: number) => Promise<unknown>,
) => {
  for (let next = ids.next(); next.done !== true; next = ids.next()) {
    await gate.pass(next.value);
    await send(next.value);
    await delay(random() * pause);
  }
};

/** A quarter of the kills come while it starts, the others while it works. */
const untilKill = async (gateway: GatewayLives, random: () => number, startTime: number): Promise<string> => {
  if (random() < 0.25) {
    const wait = random() * startTime;
    await delay(wait);
    return `${wait.toFixed(0)} ms after its start`;
  }
  await gateway.listening();
  const wait = random() * 1500;
  await delay(wait);
  return `${wait.toFixed(0)} ms after it listened`;
};

const killAgainAndAgain = async (
  settings: CrashSettings,
  gateway: GatewayLives,
  random: () => number,
  gate: Gate,
): Promise<void> => {
  const { kills, messages, say } = settings;
  const begun = performance.now();
  await gateway.listening();
  const startTime = performance.now() - begun;
  for (let kill = 1; kill <= kills; kill += 1) {
    gate.open(Math.ceil((messages * kill) / kills));
    say(`kill ${kill}: ${await untilKill(gateway, random, startTime)}`);
    await gateway.kill();
  }
};

interface Results {
  readonly result: readonly { user_id: number; status: string; count: number; succ_count: number }[];
}
interface Inbox {
  readonly sms: readonly SaidIncoming[];
}

/** What the API has no place for, from the gateway's store: why a message failed, or what it waits for. */
const insideOf = (
  folder: string,
): Map<number, Pick<SaidOutgoing, 'reason' | 'inDoubt' | 'doubtfulSegments'>> => {
  const database = new DatabaseSync(join(folder, 'data', 'simgate.db'), { readOnly: true });
  try {
    const rows = database
      .prepare(
        `SELECT user_id, reason, next_segment > count AS begun_whole, (SELECT count(*) FROM segments s
           WHERE s.message_id = m.id AND s.state = ${segmentInDoubt}) AS doubtful FROM messages m`,
      )
      .all();
    return new Map(
      rows.map(row => {
        const doubtfulSegments = Number(row.doubtful);
        const inDoubt = row.begun_whole === 1 && doubtfulSegments > 0;
        return [Number(row.user_id), { reason: String(row.reason), inDoubt, doubtfulSegments }];
      }),
    );
  } finally {
    database.close();
  }
};

const sayOf = async (gateway: GatewayLives, folder: string): Promise<SaidOutgoing[]> => {
  const { result } = await gateway.ask<Results>('/api/query_sms_result');
  const inside = insideOf(folder);
  return result.map(({ user_id: id, status, count, succ_count: succCount }) => ({
    ...{ id, status, count, succCount },
    ...(inside.get(id) ?? { reason: '', inDoubt: false, doubtfulSegments: 0 }),
  }));
};

/** Everything was carried and reported that will be, and every message has its final state or is in doubt. */
const isQuiet = async (
  { messages, folder }: CrashSettings,
  gateway: GatewayLives,
  simulator: SimulatorProcess,
): Promise<boolean> => {
  if ((await simulator.ask<unknown[]>('/pending')).length > 0) return false;
  const { sms } = await gateway.ask<Inbox>('/api/query_incoming_sms?flag=all');
  if (sms.length < messages) return false;
  const said = await sayOf(gateway, folder);
  return said.every(({ status, inDoubt }) => status !== 'SENDING' || inDoubt);
};

const hasEnded = async ({ folder }: CrashSettings, gateway: GatewayLives): Promise<boolean> =>
  (await sayOf(gateway, folder)).every(({ status }) => status !== 'SENDING');

/** Looks twice a second until it is so, at most so many seconds: what is not so by then is for the verdict. */
const until = async (isSo: () => Promise<boolean>, seconds: number): Promise<void> => {
  for (let look = 0; look < 2 * seconds; look += 1) {
    if (await isSo()) return;
    await delay(500);
  }
};

/** Lets what is left come to its end, after the last of the random kills. */
const settle = async (
  settings: CrashSettings,
  gateway: GatewayLives,
  simulator: SimulatorProcess,
): Promise<void> => {
  await until(() => isQuiet(settings, gateway, simulator), 180);
  if (!settings.endDoubts) return;
  // The age is a setting; the rounds that look at it come every half minute.
  await gateway.kill({ SIMGATE_SMS_IN_DOUBT_AGE: '1', SIMGATE_SMS_IN_DOUBT_AGE_WITHOUT_REPORT: '1' });
  await until(() => hasEnded(settings, gateway), 100);
};

const segmentsInDoubt = (log: string): number =>
  [...log.matchAll(/"segments":(\d+)[^\n]*in doubt/g)].reduce((sum, match) => sum + Number(match[1]), 0);

const judge = async (
  settings: CrashSettings,
  gateway: GatewayLives,
  simulator: SimulatorProcess,
): Promise<CrashReport> => {
  const { messages, ports, folder } = settings;
  const said = await sayOf(gateway, folder);
  const { sms } = await gateway.ask<Inbox>('/api/query_incoming_sms?flag=all');
  const carried = await simulator.carried('submit');
  const counters = await simulator.ask<Record<'attempts' | 'deliver' | 'status-report', number>>('/counters');
  return {
    outgoing: judgeOutgoingMessages(numbered(messages, outgoingMessage), said, carried),
    incoming: judgeIncomingMessages(
      numbered(messages, id => incomingMessage(id, ports)),
      sms,
    ),
    segmentsInDoubt: segmentsInDoubt(await gateway.stop()),
    repeatedDeliveries: counters.attempts - counters.deliver - counters['status-report'],
  };
};

const startFeeding = (
  settings: CrashSettings,
  gateway: GatewayLives,
  simulator: SimulatorProcess,
  random: () => number,
) => {
  const { messages, ports } = settings;
  const gate = createGate();
  const outgoing = numbered(messages, id => id).values();
  const incoming = numbered(messages, id => id).values();
  const arrive = (id: number): Promise<unknown> => {
    const { from, port, text } = incomingMessage(id, ports);
    return simulator.tell('POST', `/modems/${port}/messages`, { from, text });
  };
  const feeders = [
    ...Array.from({ length: 3 }, () =>
      feed(outgoing, gate, random, id => post(gateway, outgoingMessage(id))),
    ),
    feed(incoming, gate, random, arrive),
  ];
  return { gate, fed: Promise.all(feeders) };
};

/** Runs it. Everything random comes from the seed; the machine's speed decides what a kill hits. */
export const crashRun = async (settings: CrashSettings): Promise<CrashReport> => {
  const { ports, seed, folder } = settings;
  const random = seededRandom(seed);
  const timers = { acknowledgement: 1500, submit: 40_000 };
  const simulator = await startSimulatorProcess({ modems: ports, seed, network, timers });
  const modems = simulator.ports.map(({ host, port }) => ({ tcp: `${host}:${port}` }));
  const more = { logLevel: 'warn', modems: { reopenDelayMaximum: 1 } };
  const gateway = startGatewayLives(await writeGatewaySettings(folder, { modems, more }));
  try {
    const { gate, fed } = startFeeding(settings, gateway, simulator, random);
    await Promise.all([fed, killAgainAndAgain(settings, gateway, random, gate)]);
    await settle(settings, gateway, simulator);
    return await judge(settings, gateway, simulator);
  } finally {
    await gateway.stop().catch(() => {});
    await simulator.end();
  }
};
