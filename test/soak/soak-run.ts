/** The soak run: all ports send, receive, ask USSD and call at once for minutes, over bad lines and modules that fail. */
import { setTimeout as delay } from 'node:timers/promises';
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
import { areSessionsOver, readSessions } from '../crash/session-record.ts';
import {
  type CallMade,
  holdDialogue,
  makeCall,
  prepareNetwork,
  type UssdAsked,
} from '../crash/session-traffic.ts';
import {
  type CallDirection,
  callTraffic,
  incomingMessage,
  numbered,
  outgoingMessage,
  ussdTraffic,
} from '../crash/traffic.ts';
import { postMessage, readJournal, sayOf } from '../crash/what-was-said.ts';
import { writeGatewaySettings } from '../foreign/support/gateway-process.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../foreign/support/simulator-process.ts';
import { longestQuiet } from './quiet.ts';
import { type Sample, slopeOf } from './trend.ts';
import { impairments, makeTrouble, troubleNames } from './trouble.ts';

export interface SoakSettings {
  readonly minutes: number;
  readonly ports: number;
  readonly seed: number;
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
  /** Troubles that modules had. */
  readonly troubles: number;
  /** Seconds without any progress, the longest of each port. */
  readonly quiet: readonly number[];
  /** Resident memory in MiB. */
  readonly memory: { readonly first: number; readonly last: number; readonly perMinute: number };
  /** Share of one core that the gateway used. */
  readonly cpu: number;
}

/** Pauses of one port between two of a kind, in milliseconds; the half of it is chance. */
const pauses = { out: 5000, in: 7000, ussd: 14_000, outgoing: 20_000, incoming: 25_000, trouble: 12_000 };

interface Run {
  readonly settings: SoakSettings;
  readonly gateway: GatewayLives;
  readonly simulator: SimulatorProcess;
  readonly random: () => number;
  /** Monotonic, in milliseconds. */
  readonly end: number;
  readonly sent: number[];
  readonly received: number[];
  readonly asked: UssdAsked[];
  readonly made: CallMade[];
}

/** Does it again and again until the end, beginning at a random moment. */
async function repeatedly(run: Run, pause: number, act: () => Promise<unknown>): Promise<void> {
  await delay(run.random() * pause);
  while (performance.now() < run.end) {
    await act();
    await delay(pause * (0.5 + run.random()));
  }
}

/** Counts ids of one kind so that id % ports is the port. */
function idsOf(port: number, ports: number): () => number {
  let next = port - ports;
  return () => {
    next += ports;
    return next;
  };
}

function feedMessages(run: Run, port: number): Promise<void>[] {
  const { ports } = run.settings;
  const [out, incoming] = [idsOf(port, ports), idsOf(port, ports)];
  return [
    repeatedly(run, pauses.out, async () => {
      const id = out();
      await postMessage(run.gateway, outgoingMessage(id), port);
      run.sent.push(id);
    }),
    repeatedly(run, pauses.in, async () => {
      const id = incoming();
      const { from, text } = incomingMessage(id, ports);
      await run.simulator.tell('POST', `/modems/${port}/messages`, { from, text });
      run.received.push(id);
    }),
  ];
}

function feedCalls(run: Run, port: number, direction: CallDirection): Promise<void> {
  const ids = idsOf(port, run.settings.ports);
  return repeatedly(run, pauses[direction], async () => {
    run.made.push(
      await makeCall(run.gateway, run.simulator, callTraffic(direction, ids(), run.settings.ports)),
    );
  });
}

function feedUssd(run: Run, port: number): Promise<void> {
  const ids = idsOf(port, run.settings.ports);
  return repeatedly(run, pauses.ussd, async () => {
    const traffic = ussdTraffic(ids(), run.settings.ports);
    if (traffic !== undefined) run.asked.push(...(await holdDialogue(run.gateway, traffic)));
  });
}

/** One modem after another gets a trouble; resolves to how many there were. */
async function troubleModems(run: Run): Promise<number> {
  let count = 0;
  await repeatedly(run, pauses.trouble, async () => {
    const name = troubleNames[count % troubleNames.length] ?? '';
    const modem = Math.floor(run.random() * run.settings.ports);
    run.settings.say(`modem ${modem}: ${name}`);
    await makeTrouble(run.simulator, name, modem);
    count += 1;
  });
  return count;
}

const SAMPLE_INTERVAL = 5000;

async function sampleMemory({ gateway, end }: Run, say: (line: string) => void): Promise<Sample[]> {
  const samples: Sample[] = [];
  while (performance.now() < end) {
    samples.push({ at: performance.now() / 1000, value: memory(gateway.pid).now });
    if (samples.length % 12 === 0) say(`resident memory: ${samples.at(-1)?.value.toFixed(0)} MiB`);
    await delay(SAMPLE_INTERVAL);
  }
  return samples;
}

function feedPort(run: Run, port: number): Promise<void>[] {
  return [
    ...feedMessages(run, port),
    feedUssd(run, port),
    feedCalls(run, port, 'incoming'),
    feedCalls(run, port, 'outgoing'),
  ];
}

interface Inbox {
  readonly sms: readonly SaidIncoming[];
}

/** Those that fill the cards are from nobody. */
async function inboxOf(gateway: GatewayLives): Promise<SaidIncoming[]> {
  const { sms } = await gateway.ask<Inbox>('/api/query_incoming_sms?flag=all');
  return sms.filter(({ number }) => number !== 'filler');
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

async function settle(run: Run): Promise<void> {
  const { settings, simulator } = run;
  await Promise.all(
    numbered(settings.ports, modem => simulator.tell('PUT', `/modems/${modem}/impairments`, [])),
  );
  const begun = performance.now();
  let left = await whatIsLeft(run);
  while (left !== '' && performance.now() - begun < SETTLE_TIME * 1000) {
    await delay(2000);
    left = await whatIsLeft(run);
  }
  settings.say(left === '' ? 'settled' : `not settled within ${SETTLE_TIME} s: ${left}`);
}

/** Warming up is over after the first fourth, which is neither measured for growth. */
function trendOf(samples: readonly Sample[]): SoakReport['memory'] {
  const warm = samples.slice(Math.floor(samples.length / 4));
  return {
    first: warm[0]?.value ?? Number.NaN,
    last: warm.at(-1)?.value ?? Number.NaN,
    perMinute: slopeOf(warm) * 60,
  };
}

async function judge(
  run: Run,
  receiver: PushReceiver,
): Promise<Omit<SoakReport, 'quiet' | 'memory' | 'troubles' | 'cpu'>> {
  const { gateway, simulator, settings, asked, made } = run;
  const record = await readSessions(gateway, simulator);
  const imsis = simulator.ports.map(({ imsi }) => imsi);
  const pushed = receiver.pushes.get('/') ?? [];
  const reports = await simulator.carried('status-report');
  const forgotten = reports.filter(report => report.forgotten === true);
  return {
    outgoing: judgeOutgoingMessages(
      run.sent.map(outgoingMessage),
      await sayOf(gateway, settings.folder),
      await simulator.carried('submit'),
      new Set(forgotten.map(({ from }) => from)),
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

const personas = ['generic', 'huawei', 'quectel', 'simcom'];

/** Runs it; what takes part by chance comes from the seed. */
export async function soakRun(settings: SoakSettings): Promise<SoakReport> {
  const { ports, seed, folder, minutes } = settings;
  const random = seededRandom(seed);
  const signs: number[][] = numbered(ports, () => []);
  const receiver = await startPushReceiver(random, ({ body }) => {
    signs[portOf(body) ?? -1]?.push(performance.now());
  });
  const simulator = await startSimulatorProcess({ modems: ports, seed, network, personas });
  await prepareNetwork(simulator);
  const modems = simulator.ports.map(({ index, host, port }) => ({
    tcp: `${host}:${port}`,
    ...(index % 2 === 1 && { incomingCalls: 'answerAndHangUp' }),
  }));
  const more = {
    ...{ logLevel: 'warn', modems: { reopenDelayMaximum: 5, sweepInterval: 20 } },
    push: { targets: [{ name: 'receiver', url: `${receiver.url}/` }], retryDelay: 0.1, retryDelayMaximum: 1 },
  };
  const gateway = startGatewayLives(await writeGatewaySettings(folder, { modems, more }));
  try {
    await gateway.listening();
    for (const modem of numbered(ports, index => index))
      await simulator.tell('PUT', `/modems/${modem}/impairments`, impairments);
    const begin = performance.now();
    const end = begin + minutes * 60_000;
    const run: Run = {
      ...{ settings, gateway, simulator, random, end },
      ...{ sent: [], received: [], asked: [], made: [] },
    };
    const before = cpuSeconds([gateway.pid]);
    const [troubles, samples] = await Promise.all([
      troubleModems(run),
      sampleMemory(run, settings.say),
      ...numbered(ports, port => feedPort(run, port)).flat(),
    ]);
    const cpu = (cpuSeconds([gateway.pid]) - before) / ((performance.now() - begin) / 1000);
    await settle(run);
    const quiet = signs.map(moments => longestQuiet(moments, begin, end) / 1000);
    return { ...(await judge(run, receiver)), troubles, cpu, quiet, memory: trendOf(samples) };
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
