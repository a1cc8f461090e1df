/** The soak run: all ports send, receive, ask USSD, call and use the toolkit at once for minutes, while faults of every kind come and go. */
import { setTimeout as delay } from 'node:timers/promises';
import { personaNames } from '@simgate/simulator';
import { cpuSeconds, memory } from '../../bench/process-use.ts';
import { type GatewayLives, startGatewayLives } from '../crash/gateway-lives.ts';
import {
  judgeIncomingMessages,
  judgeOutgoingMessages,
  type SaidIncoming,
  type Verdict,
} from '../crash/judge.ts';
import { judgePushes } from '../crash/push-judge.ts';
import { type PushReceiver, startPushReceiver } from '../crash/push-receiver.ts';
import { seededRandom } from '../crash/seeded-random.ts';
import { judgeSessions, type SessionVerdict, unheardCalls } from '../crash/session-judge.ts';
import { areSessionsOver, readSessions, type SessionRecord } from '../crash/session-record.ts';
import { prepareNetwork } from '../crash/session-traffic.ts';
import { incomingMessage, numbered, outgoingMessage } from '../crash/traffic.ts';
import { readJournal, sayOf } from '../crash/what-was-said.ts';
import { writeGatewaySettings } from '../foreign/support/gateway-process.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../foreign/support/simulator-process.ts';
import { type Cause, troubleModem } from './fault-schedule.ts';
import { feedPort, type Traffic } from './feeds.ts';
import { CARDS, heal } from './heal.ts';
import { impairments } from './impairments.ts';
import { longestQuiet } from './quiet.ts';
import { judgeMemory, type MemoryVerdict } from './resident-memory.ts';
import type { Sample } from './trend.ts';

export interface SoakSettings {
  readonly minutes: number;
  readonly ports: number;
  readonly seed: number;
  /** Shortest and longest pause between two faults of a modem, in seconds. */
  readonly pause: readonly [number, number];
  /** Records the AT conversation of every port in the data folder. */
  readonly record: boolean;
  /** A folder for settings and data. */
  readonly folder: string;
  /** Gets a line for each occurrence. */
  readonly say: (line: string) => void;
}

export interface SoakReport {
  readonly outgoing: Verdict;
  readonly incoming: readonly string[];
  readonly sessions: SessionVerdict;
  readonly pushes: readonly string[];
  readonly pushesTaken: number;
  readonly messagesReceived: number;
  /** Status reports that modules took before they were set up after a restart, and did not pass on. */
  readonly reportsForgotten: number;
  /** Callers of whom the gateway has nothing: their calls were over before a bad line or module let one through. */
  readonly unheard: number;
  readonly toolkitViews: number;
  /** Rows that are left open though all faults are over; "": none. */
  readonly unsettled: string;
  readonly causes: readonly Cause[];
  /** Seconds without any progress that no fault is the cause of, the longest of each port. */
  readonly quiet: readonly number[];
  readonly memory: MemoryVerdict;
  /** Share of one core that the gateway used. */
  readonly cpu: number;
}

interface Run extends Traffic {
  readonly settings: SoakSettings;
  readonly causes: Cause[];
}

const SAMPLE_INTERVAL = 5000;

async function sampleMemory({ gateway, end, settings }: Run): Promise<Sample[]> {
  const samples: Sample[] = [];
  while (performance.now() < end) {
    samples.push({ at: performance.now() / 1000, value: memory(gateway.pid).now });
    if (samples.length % 12 === 0) settings.say(`resident memory: ${samples.at(-1)?.value.toFixed(0)} MiB`);
    await delay(SAMPLE_INTERVAL);
  }
  return samples;
}

interface Inbox {
  readonly sms: readonly SaidIncoming[];
}

/** The simulator's own, which fill the cards, or a list without end. */
const fillers: ReadonlySet<string> = new Set(['filler', '+88209', '+88201000001']);

async function inboxOf(gateway: GatewayLives): Promise<SaidIncoming[]> {
  const { sms } = await gateway.ask<Inbox>('/api/query_incoming_sms?flag=all');
  return sms.filter(({ number }) => !fillers.has(number));
}

/** The messages and sessions that have not ended; "" when all have. */
async function whatIsLeft(run: Run): Promise<string> {
  const { gateway, simulator, settings, received } = run;
  const pending = await simulator.ask<unknown[]>('/pending');
  if (pending.length > 0)
    return `${pending.length} deliveries wait in the network: ${JSON.stringify(pending[0])}`;
  const missing = received.length - (await inboxOf(gateway)).length;
  if (missing > 0) return `${missing} messages are not in the inbox`;
  if (!areSessionsOver(await readSessions(gateway, simulator))) return 'a dialogue or call goes on';
  const said = await sayOf(gateway, settings.folder);
  const open = said.filter(({ status, inDoubt }) => status === 'SENDING' && !inDoubt);
  if (open.length > 0) return `${open.length} messages are being sent`;
  const { targets } = await gateway.ask<{ targets: { queue: { waiting: number } }[] }>('/v1/push-targets');
  return targets.every(({ queue }) => queue.waiting === 0) ? '' : 'pushes wait';
}

/** How long what is left may take to come to its end, in seconds. */
const SETTLE_TIME = 900;
/** Nothing comes any more where nothing has changed for so long. Milliseconds. */
const STILL_FOR = 240_000;
async function settle(run: Run): Promise<string> {
  const { say } = run.settings;
  const begun = performance.now();
  let left = await whatIsLeft(run);
  let changed = begun;
  while (
    left !== '' &&
    performance.now() - changed < STILL_FOR &&
    performance.now() - begun < SETTLE_TIME * 1000
  ) {
    await delay(2000);
    const now = await whatIsLeft(run);
    if (now !== left) changed = performance.now();
    left = now;
  }
  say(left === '' ? 'settled' : `not settled: ${left}`);
  return left;
}

/** The requests of each modem under the IMSI of its first card, whichever was in it. */
function ofFirstCards(record: SessionRecord, imsis: readonly string[]): SessionRecord {
  const carriedUssd = record.carriedUssd.map(request => ({
    ...request,
    imsi: imsis[(Number(request.imsi.slice(5)) - 1) % CARDS] ?? request.imsi,
  }));
  return { ...record, carriedUssd };
}

type Judgement = Omit<SoakReport, 'quiet' | 'memory' | 'causes' | 'cpu' | 'unsettled'>;

async function judge(run: Run, receiver: PushReceiver): Promise<Judgement> {
  const { gateway, simulator, settings, asked, made } = run;
  const imsis = simulator.ports.map(({ imsi }) => imsi);
  const record = ofFirstCards(await readSessions(gateway, simulator), imsis);
  const pushed = receiver.pushes.get('/') ?? [];
  const reports = await simulator.carried('status-report');
  const forgotten = reports.filter(report => report.forgotten === true);
  return {
    outgoing: judgeOutgoingMessages(
      run.sent.map(outgoingMessage),
      await sayOf(gateway, settings.folder),
      await simulator.carried('submit'),
      { forgotten: new Set(forgotten.map(({ from }) => from)) },
    ),
    reportsForgotten: forgotten.length,
    incoming: judgeIncomingMessages(
      run.received.map(id => incomingMessage(id, settings.ports)),
      await inboxOf(gateway),
    ),
    sessions: judgeSessions(asked, made, record, imsis, gateway.deaths),
    pushes: judgePushes('the receiver', undefined, readJournal(settings.folder), pushed),
    pushesTaken: pushed.filter(({ taken }) => taken).length,
    messagesReceived: run.received.length,
    unheard: unheardCalls(made, record.calls).length,
    toolkitViews: run.toolkitViews,
  };
}

/** The ports in a push; device events have none. */
function portOf(body: string): number | undefined {
  const found = /"port":(\d+)/.exec(body)?.[1];
  return found === undefined ? undefined : Number(found);
}

const network = {
  airTime: { minimum: 500, maximum: 2500 },
  acknowledgementTime: 10_000,
  retrySchedule: [2000, 5000, 10_000],
};

function settingsOf({ ports }: SimulatorProcess, pushUrl: string, record: boolean) {
  const modems = ports.map(({ index, host, port }) => ({
    ...{ tcp: `${host}:${port}`, pin: '1234', deleteSentMessages: true, record },
    ...(index % 2 === 1 && { incomingCalls: 'answerAndHangUp' }),
  }));
  const target = { name: 'receiver', url: `${pushUrl}/` };
  const more = {
    ...{
      logLevel: 'warn',
      modems: { reopenDelayMaximum: 5, sweepInterval: 20, recoverAfter: 20, recoveriesPerHour: 60 },
    },
    push: { targets: [target], retryDelay: 0.1, retryDelayMaximum: 1 },
  };
  return { modems, more };
}

/** All of it until its end, then until everything is over. */
async function goThrough(run: Run, receiver: PushReceiver, signs: readonly number[][]): Promise<SoakReport> {
  const { settings, simulator, gateway, end, random, causes } = run;
  const { ports, pause, say } = settings;
  for (const modem of numbered(ports, index => index))
    await simulator.tell('PUT', `/modems/${modem}/impairments`, impairments);
  const begin = performance.now();
  const before = cpuSeconds([gateway.pid]);
  const [samples] = await Promise.all([
    sampleMemory(run),
    ...numbered(ports, port => feedPort(run, port)).flat(),
    ...numbered(ports, port => troubleModem({ simulator, random, end, say, pause }, port, causes)),
  ]);
  const cpu = (cpuSeconds([gateway.pid]) - before) / ((performance.now() - begin) / 1000);
  await heal(run);
  const unsettled = await settle(run);
  const quiet = signs.map((moments, port) => {
    const own = causes.filter(cause => cause.port === port);
    return longestQuiet(moments, begin, end, own) / 1000;
  });
  return { ...(await judge(run, receiver)), unsettled, causes, cpu, quiet, memory: judgeMemory(samples) };
}

/** Runs it; what takes part by chance comes from the seed. */
export async function soakRun(settings: SoakSettings): Promise<SoakReport> {
  const { ports, seed, folder, minutes } = settings;
  const random = seededRandom(seed);
  const signs: number[][] = numbered(ports, () => []);
  const receiver = await startPushReceiver(random, ({ body }) => {
    signs[portOf(body) ?? -1]?.push(performance.now());
  });
  const simulator = await startSimulatorProcess({ modems: ports, seed, network, personas: personaNames });
  await prepareNetwork(simulator);
  const gateway = startGatewayLives(
    await writeGatewaySettings(folder, settingsOf(simulator, receiver.url, settings.record)),
  );
  try {
    await gateway.listening();
    const run: Run = {
      ...{
        settings,
        gateway,
        simulator,
        random,
        ports,
        causes: [],
        end: performance.now() + minutes * 60_000,
      },
      ...{ sent: [], received: [], asked: [], made: [], toolkitViews: 0 },
    };
    return await goThrough(run, receiver, signs);
  } catch (error) {
    // Taking everything down may take a while.
    settings.say(`broken off: ${String(error)}`);
    settings.say(`the last words of the gateway: ${(await gateway.stop().catch(String)).slice(-3000)}`);
    throw error;
  } finally {
    await gateway.stop().catch(() => {});
    await simulator.end();
    receiver.close();
  }
}
