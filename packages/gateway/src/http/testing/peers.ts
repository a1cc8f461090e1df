/** The parts behind the HTTP server in its tests: answers from memory, and a clock that the test moves. */
import assert from 'node:assert/strict';
import type { Clock } from '@simgate/daemon';
import { usersOf } from '@simgate/daemon/sign-in';
import { pino } from 'pino';
import { loadConfig } from '../../config/load.ts';
import type { HttpConfig } from '../../config/schema.ts';
import type {
  InboxFilter,
  InboxRow,
  Messages,
  Pages,
  ReportRow,
  ResultRow,
  SendAnswer,
  SendRequest,
  SentFilter,
} from '../../messages/messages.ts';
import { noCallVerbs } from '../../modem/calls/calls.ts';
import { noToolkit } from '../../modem/toolkit/toolkit.ts';
import type { PortManagement } from '../../port-management/port-management.ts';
import type { Port, PortBank, PortSnapshot } from '../../ports/port.ts';
import { noPortControl } from '../../ports/port-control.ts';
import type { Calls } from '../../sessions/calls/calls.ts';
import type { ToolkitSessions } from '../../sessions/toolkit/toolkit-sessions.ts';
import type { UssdSessions } from '../../sessions/ussd/ussd-sessions.ts';
import type { Store } from '../../store/store.ts';
import type { Management } from '../handlers/context.ts';
import { HttpServer, type HttpServerOptions } from '../server.ts';
import { managementOf, sharedStore } from './management.ts';

export async function* pagesOf<Row>(...pages: Row[][]): Pages<Row> {
  yield* pages;
}

/** Remembers what was asked and answers what the test laid in. */
export interface ScriptedMessages extends Messages {
  readonly sent: SendRequest[];
  readonly filters: SentFilter[];
  readonly inboxFilters: InboxFilter[];
  readonly stopped: number[];
  answer: SendAnswer;
  resultPages: () => Pages<ResultRow>;
  reportPages: () => Pages<ReportRow>;
  inboxPages: () => Pages<InboxRow>;
  waiting: number;
}

export function scriptedMessages(): ScriptedMessages {
  const messages: ScriptedMessages = {
    sent: [],
    filters: [],
    inboxFilters: [],
    stopped: [],
    answer: { ok: true, taskId: 7, inQueue: 3 },
    resultPages: () => pagesOf(),
    reportPages: () => pagesOf(),
    inboxPages: () => pagesOf(),
    waiting: 0,
    async send(request) {
      messages.sent.push(request);
      return messages.answer;
    },
    importRows: async () => {
      throw new TypeError('tests of files bring their own');
    },
    preview: () => {
      throw new TypeError('tests of the preview bring their own');
    },
    queueLeft: () => undefined,
    sendAgain: async () => ({ ok: false, code: 404, error: 'ids: there is no message 1.' }),
    results(filter) {
      messages.filters.push(filter);
      return messages.resultPages();
    },
    reports(filter) {
      messages.filters.push(filter);
      return messages.reportPages();
    },
    inQueue: () => messages.waiting,
    waitingFor: () => 0,
    waitingByPort: () => new Map(),
    state: () => ({ waiting: messages.waiting, oldestAge: 0, inDoubt: 0 }),
    async stop(taskId) {
      messages.stopped.push(taskId);
      return taskId === 1 ? 'stopped' : 'unknown';
    },
    pause: async taskId => (taskId === 1 ? 'paused' : 'unknown'),
    resume: async taskId => (taskId === 1 ? 'running' : 'unknown'),
    held: { count: () => 0, ids: () => [], release: async () => 0, stop: async () => 0 },
    async inbox(filter) {
      messages.inboxFilters.push(filter);
      return { rows: messages.inboxPages(), read: 5, unread: 2 };
    },
  };
  return messages;
}

/** Nothing ever comes of it; tests of USSD bring their own. */
const noSuchCall = { ok: false, code: 404, error: 'call_id: there is no such call.' } as const;

/** No call was ever made, and none can be. */
export const noCalls: Calls = {
  records: () => pagesOf(),
  list: () => [],
  find: () => undefined,
  dial: async () => ({ ok: false, code: 503, error: 'port: no port is free for a call.' }),
  answer: async () => noSuchCall,
  hold: async () => noSuchCall,
  retrieve: async () => noSuchCall,
  hangUp: async () => noSuchCall,
  sendTones: async () => noSuchCall,
};

export const silentUssd: UssdSessions = {
  send: async ports => ({ ok: true, requestId: 1, items: ports.map(port => ({ port, status: 503 })) }),
  cancel: async ports => ({ ok: true, requestId: 1, items: ports.map(port => ({ port, status: 503 })) }),
  reply: () => '',
  dialogues: () => [],
};

export function snapshotOf(port: number, differences: Partial<PortSnapshot> = {}): PortSnapshot {
  return {
    port,
    type: 'LTE',
    imei: `86307001700517${port}`,
    sim: { iccid: '8986011', imsi: '460011', number: '15001', smsc: '+8613010868500' },
    reg: 'REGISTER_OK',
    slot: 255,
    callstate: 'Idle',
    signal: 21,
    gprs: 'attached',
    canSend: true,
    trouble: '',
    reason: '',
    capabilities: {},
    ...differences,
  };
}

/** No card has a toolkit; tests of it bring their own. */
export const noToolkits: ToolkitSessions = {
  view: () => ({ title: '', text: '', items: [], inputType: 12, frame: 0 }),
  enter: async () => ({ kind: 'refused', reason: 'port: its card has no toolkit, or is not ready.' }),
};

/** The ports refuse every order. */
export const noPortManagement: PortManagement = {
  act: async () => ({ ok: false, code: 500, error: 'port: the port is away.' }),
  state: () => ({ power: undefined, slot: undefined, blocked: false, recording: undefined }),
  lastAction: () => undefined,
  forwardings: () => ({}),
};

function portOf(snapshot: PortSnapshot): Port {
  return {
    number: snapshot.port,
    snapshot: () => snapshot,
    submit: () => Promise.reject(new TypeError('the HTTP side submits nothing')),
    submitting: false,
    control: noPortControl,
    sendUssd: () => Promise.reject(new TypeError('the HTTP side asks the USSD sessions')),
    cancelUssd: () => Promise.reject(new TypeError('the HTTP side asks the USSD sessions')),
    record() {},
    listen: () => () => {},
    calls: noCallVerbs,
    toolkit: noToolkit,
  };
}

export function bankOf(...snapshots: PortSnapshot[]): PortBank {
  return {
    ports: snapshots.map(portOf),
    start() {},
    stop: async () => {},
  };
}

/** Stands still until the test moves it. */
export interface HeldClock extends Clock {
  advance(milliseconds: number): void;
  /** How many actions wait. */
  readonly waiting: number;
}

export function heldClock(wall = Date.UTC(2026, 0, 1)): HeldClock {
  let passed = 0;
  const actions = new Map<() => void, number>();
  return {
    now: () => wall + passed,
    monotonic: () => passed,
    after(milliseconds, action) {
      actions.set(action, passed + milliseconds);
      return () => actions.delete(action);
    },
    advance(milliseconds) {
      passed += milliseconds;
      for (const [action, due] of [...actions]) {
        if (due > passed || !actions.delete(action)) continue;
        action();
      }
    },
    get waiting() {
      return actions.size;
    },
  };
}

export const httpConfig: HttpConfig = { ...loadConfig(undefined, {}).http, port: 0 };

export const SN = 'da00-0030-1901-2817';
export const user = { name: 'admin', password: 'let me in' };
export const basic = basicOf(user.name);

export type TestServer = HttpServer & {
  readonly messages: ScriptedMessages;
  readonly clock: HeldClock;
  readonly management: Management;
};

/** Users of each role beside the admin; their password is that of the admin. */
const users = usersOf([
  { ...user, role: 'admin' },
  ...(['operator', 'sender', 'viewer'] as const).map(role => ({ name: role, password: user.password, role })),
]);

export type ServerDifferences = Partial<Omit<HttpServerOptions, 'management'>> & {
  readonly management?: Partial<Management>;
};

/** A server on scripted peers, with a user of each role. Tests that change users, tokens or settings bring a store of their own. */
export function testServer(differences: ServerDifferences = {}, store?: Store): TestServer {
  const messages = scriptedMessages();
  const clock = heldClock();
  const management = {
    ...managementOf(store ?? sharedStore(clock), clock, users),
    ...differences.management,
  };
  const server = new HttpServer({
    config: httpConfig,
    messages,
    ussd: silentUssd,
    calls: noCalls,
    toolkit: noToolkits,
    portManagement: noPortManagement,
    limits: { remaining: () => ({}) },
    ports: bankOf(snapshotOf(0), snapshotOf(1), snapshotOf(2)),
    serialNumber: SN,
    timeZone: 'Europe/Berlin',
    typeStrict: false,
    dataFolder: '.',
    clock,
    log: pino({ level: 'silent' }),
    healthy: () => true,
    ...differences,
    management,
  });
  return Object.assign(server, { messages, clock, management });
}

export function basicOf(name: string): string {
  return `Basic ${Buffer.from(`${name}:${user.password}`).toString('base64')}`;
}

/** Asks with the right password; a body makes it a POST. Answers the JSON. */
export async function ask(
  server: TestServer,
  url: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const method = body === undefined ? 'GET' : 'POST';
  const response = await server.app.inject({
    method,
    url,
    headers: { authorization: basic, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers['content-type'], 'application/json');
  return response.json();
}
