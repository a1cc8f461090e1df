/**
 * Records an example of each endpoint that is not of the vendor's document, as a gateway with virtual modems answers it, into
 * packages/api/src/rest-examples.json: `node scripts/record/examples.ts`, where a form has changed. The reference shows them, and a test holds
 * them to the contract.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract, type Endpoint } from '../../packages/api/src/contract-entry.ts';
import { instantAir, startGatewayProgram, until } from '../../test/end-to-end/support/gateway.ts';

interface Call {
  readonly endpoint: string;
  /** The parameters, by path, query or body. */
  readonly with?: Readonly<Record<string, unknown>>;
  /** The body, where it is no object. */
  readonly body?: unknown;
  readonly file?: string;
  /** Asked again until the answer holds this. */
  readonly shows?: RegExp;
}

const NUMBER = '+88201990001';
const FRIEND = '+88201990002';

/** In an order in which each finds what it needs. */
const calls: readonly Call[] = [
  { endpoint: 'get_gateway' },
  { endpoint: 'list_ports', shows: /REGISTER_OK.*REGISTER_OK/s },
  { endpoint: 'get_port', with: { port: 0 } },
  { endpoint: 'preview_messages', with: { text: 'Hello', recipients: [{ number: NUMBER }] } },
  { endpoint: 'create_messages', with: { text: 'Hello', recipients: [{ number: NUMBER }] } },
  { endpoint: 'list_messages', with: { limit: 2 }, shows: /DELIVERED/ },
  { endpoint: 'get_message', with: { id: 1 } },
  { endpoint: 'list_tasks', with: { limit: 2 } },
  { endpoint: 'get_task', with: { task_id: 1 } },
  { endpoint: 'pause_task', with: { task_id: 1 } },
  { endpoint: 'resume_task', with: { task_id: 1 } },
  { endpoint: 'stop_task', with: { task_id: 1 } },
  { endpoint: 'send_messages_again', with: { ids: [1], unsure: true } },
  { endpoint: 'list_held_messages' },
  { endpoint: 'release_held_messages', with: { ids: [1] } },
  { endpoint: 'stop_held_messages', with: { ids: [1] } },
  { endpoint: 'write_from_phone', with: { from: FRIEND, to: '+88201000001', text: 'This is a test' } },
  { endpoint: 'list_phones' },
  { endpoint: 'get_phone', with: { number: NUMBER } },
  { endpoint: 'list_inbox', with: { flag: 'unread' }, shows: /This is a test/ },
  { endpoint: 'get_received', with: { id: 1 } },
  { endpoint: 'list_conversations' },
  { endpoint: 'get_conversation', with: { number: FRIEND } },
  { endpoint: 'mark_received', with: { ids: [1], read: true } },
  { endpoint: 'archive_received', with: { ids: [1], archived: true } },
  { endpoint: 'delete_received', with: { ids: [1] } },
  { endpoint: 'create_ussd', with: { port: [0], text: '*100#' } },
  { endpoint: 'list_ussd', with: { limit: 1 }, shows: /12\.50/ },
  { endpoint: 'cancel_ussd', with: { port: [0] } },
  { endpoint: 'dial_call', with: { number: NUMBER, port: 1 } },
  { endpoint: 'get_call', with: { call_id: 1 }, shows: /active/ },
  { endpoint: 'answer_call', with: { call_id: 1 } },
  { endpoint: 'list_calls', with: { ongoing: true } },
  { endpoint: 'send_tones', with: { call_id: 1, tones: '12#' } },
  { endpoint: 'hold_call', with: { call_id: 1 } },
  { endpoint: 'retrieve_call', with: { call_id: 1 } },
  { endpoint: 'hang_up_call', with: { call_id: 1 } },
  { endpoint: 'label_port', with: { port: 2, label: 'front desk' } },
  { endpoint: 'act_on_port', with: { port: 2, action: 'block' } },
  { endpoint: 'act_on_ports', with: { ports: [2], action: 'unblock' } },
  { endpoint: 'list_port_settings' },
  { endpoint: 'set_port', with: { port: 9, tcp: '127.0.0.1:7009', gap: 2 } },
  { endpoint: 'reset_port', with: { port: 9 } },
  { endpoint: 'get_toolkit', with: { port: 0 } },
  { endpoint: 'enter_toolkit', with: { port: 0, item: 1 } },
  { endpoint: 'get_statistics', with: { step: 'hour' } },
  { endpoint: 'list_devices' },
  { endpoint: 'probe_devices', with: {} },
  { endpoint: 'get_probe', with: { id: 1 } },
  { endpoint: 'list_balances' },
  { endpoint: 'ask_balance', with: { port: 3 } },
  { endpoint: 'list_alarms', with: { open: true } },
  { endpoint: 'create_push_target', with: { name: 'crm', kinds: ['sms', 'sms_result'] } },
  { endpoint: 'list_push_targets' },
  { endpoint: 'get_push_target', with: { id: 1 } },
  { endpoint: 'change_push_target', with: { id: 1, kinds: ['sms'] } },
  { endpoint: 'test_push_target', with: { id: 1 } },
  { endpoint: 'list_waiting_pushes', with: { id: 1 } },
  { endpoint: 'pass_over_pushes', with: { id: 1, event_ids: [17] } },
  { endpoint: 'list_given_up_pushes', with: { id: 1 } },
  { endpoint: 'list_push_attempts', with: { id: 1, limit: 2 } },
  { endpoint: 'resend_pushes', with: { id: 1, event_ids: [17] } },
  { endpoint: 'delete_push_target', with: { id: 1 } },
  { endpoint: 'create_session', with: { user: 'admin', password: '' } },
  { endpoint: 'get_session' },
  { endpoint: 'delete_session' },
  { endpoint: 'create_download_link', with: { target: '/v1/export/messages' } },
  { endpoint: 'get_settings' },
  { endpoint: 'change_settings', with: { logLevel: 'warn' } },
  { endpoint: 'list_settings' },
  { endpoint: 'create_user', with: { name: 'ann', password: 'a password of her own', role: 'sender' } },
  { endpoint: 'list_users' },
  { endpoint: 'get_user', with: { name: 'ann' } },
  { endpoint: 'change_user', with: { name: 'ann', role: 'viewer' } },
  { endpoint: 'delete_user', with: { name: 'ann' } },
  {
    endpoint: 'create_token',
    with: { name: 'prometheus', role: 'viewer', expires_at: '2099-12-31T00:00:00Z' },
  },
  { endpoint: 'list_tokens' },
  { endpoint: 'delete_token', with: { id: 1 } },
  { endpoint: 'list_audit', with: { limit: 2 } },
  { endpoint: 'list_events', with: { kinds: ['sms'] } },
  { endpoint: 'ask_modem', with: { port: 0, command: 'AT+CSQ' } },
  { endpoint: 'list_recordings' },
  { endpoint: 'list_log', with: { level: 'warn', limit: 2 } },
  { endpoint: 'remove_port', with: { port: 9 } },
  { endpoint: 'acknowledge_alarm', with: { id: 1 } },
  { endpoint: 'test_mail' },
  { endpoint: 'get_status', body: ['performance'] },
  { endpoint: 'import_messages', with: { text: 'Hello #param#' }, file: `number,name\n${NUMBER},Ann\n` },
  { endpoint: 'export_messages', with: { status: 'FAILED' } },
  { endpoint: 'export_inbox', with: { format: 'csv' } },
  { endpoint: 'export_calls', with: { port: 1 } },
  { endpoint: 'export_events', with: { kinds: 'sms' } },
  { endpoint: 'stream_events', with: { kinds: 'sms', after: 0 } },
  { endpoint: 'stream_live' },
  { endpoint: 'stream_conversation', with: { port: 0 } },
  { endpoint: 'stream_log', with: { level: 'info' } },
  { endpoint: 'get_recording', with: { name: 'port-0.at' } },
  { endpoint: 'delete_recording', with: { name: 'port-0.at' } },
  { endpoint: 'healthz' },
  { endpoint: 'readyz' },
  { endpoint: 'metrics' },
  { endpoint: 'openapi' },
  { endpoint: 'erase_number', with: { number: FRIEND } },
];

const entries = Object.values(contract) as readonly Endpoint[];

const SECRET = /^(password|token|secret|link|target)$/;
const LONGEST_SECRET = 20;
/** Milliseconds after which a stream has nothing to show. */
const QUIET = 3000;

/** Short, and without secrets and the places of this machine. */
function shown(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.slice(0, 2).map(one => shown(one));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shown(one, name)]));
  if (typeof value !== 'string') return value;
  if (SECRET.test(key) && value.length > LONGEST_SECRET && !value.startsWith('/v1/export')) return '...';
  return value
    .replaceAll(/\/tmp\/[\w-]+/g, '/var/lib/simgate')
    .replaceAll(/127\.0\.0\.1:\d{4,5}/g, '127.0.0.1:7000');
}

/** The first event of a stream, the first lines of a text, or the answer itself. */
async function readAnswer(response: Response): Promise<string> {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('json')) return response.text();
  let text = '';
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  const quiet = setTimeout(() => void reader?.cancel(), QUIET);
  for (let piece = await reader?.read(); piece?.value !== undefined; piece = await reader?.read()) {
    text += decoder.decode(piece.value, { stream: true });
    if (/\ndata: [^\n]*\n\n/.test(text) || (!type.includes('stream') && text.split('\n').length > 4)) break;
  }
  clearTimeout(quiet);
  await reader?.cancel();
  const [, head, data] = /(?:^|\n)((?:(?:id|event): [^\n]*\n)*)data: ([^\n]*)\n\n/.exec(text) ?? [];
  if (data !== undefined) return `${head}data: ${JSON.stringify(shown(JSON.parse(data)))}\n\n`;
  return `${text.split('\n').slice(0, 3).join('\n').trimEnd()}\n`;
}

interface Recorded {
  parameters?: unknown;
  request?: unknown;
  reply?: unknown;
}

class Recorder {
  readonly #origin: string;
  readonly #authorization: string;
  readonly #receiver: string;
  readonly #password: string;

  constructor({ url, user, password }: { url: string; user: string; password: string }, receiver: string) {
    this.#origin = url;
    this.#authorization = `Basic ${btoa(`${user}:${password}`)}`;
    this.#receiver = receiver;
    this.#password = password;
  }

  async record({ endpoint: name, with: given = {}, body, file, shows = /./ }: Call): Promise<Recorded> {
    const endpoint = entries.find(one => one.name === name);
    if (endpoint === undefined) throw new Error(`no endpoint ${name}`);
    const placed = Object.keys(given).filter(key => endpoint.path.includes(`{${key}}`));
    const rest = Object.fromEntries(Object.entries(given).filter(([key]) => !placed.includes(key)));
    const path = placed.reduce(
      (text, key) => text.replace(`{${key}}`, encodeURIComponent(String(given[key]))),
      endpoint.path,
    );
    const inBody = endpoint.parametersIn === 'body' && body === undefined;
    const query = new URLSearchParams();
    if (!inBody) for (const [key, one] of Object.entries(rest)) query.set(key, String(one));
    const sent = file ?? JSON.stringify(body ?? { ...rest, ...this.#secretsOf(name) });
    const [method = 'GET'] = endpoint.methods;
    const ask = async () => {
      const type = file === undefined ? 'application/json' : 'text/csv';
      const withBody =
        method === 'GET' || (endpoint.parametersIn !== 'body' && file === undefined) ? {} : { body: sent };
      const response = await fetch(`${this.#origin}${path}${query.size === 0 ? '' : `?${query}`}`, {
        ...{ method, ...withBody },
        headers: { authorization: this.#authorization, ...('body' in withBody && { 'content-type': type }) },
      });
      return {
        ok: response.ok,
        type: response.headers.get('content-type') ?? '',
        text: await readAnswer(response),
      };
    };
    const { ok, type, text } = await until(
      ask,
      answer => !answer.ok || answer.text === '' || shows.test(answer.text),
    );
    if (!ok) process.stdout.write(`${name}: ${text}\n`);
    const parameters = inBody ? Object.fromEntries(placed.map(key => [key, given[key]])) : given;
    if (name === 'openapi') return { reply: { openapi: '3.1.0' } };
    const reply = type.includes('json') && text !== '' ? shown(JSON.parse(text)) : shown(text);
    return {
      ...(Object.keys(parameters).length > 0 && { parameters }),
      ...((inBody || body !== undefined) && { request: shown(body ?? this.#asShown(name, rest)) }),
      ...(file !== undefined && { request: file }),
      ...(ok && text !== '' && { reply }),
    };
  }

  #secretsOf(name: string): Record<string, unknown> {
    if (name === 'create_push_target') return { url: this.#receiver };
    return name === 'create_session' ? { password: this.#password } : {};
  }

  #asShown(name: string, values: Record<string, unknown>): Record<string, unknown> {
    return name === 'create_push_target' ? { ...values, url: 'https://crm.example/hook' } : values;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'simgate-examples-'));
const receiver = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(204).end());
});
await new Promise<void>(resolve => {
  receiver.listen(0, '127.0.0.1', resolve);
});
const gateway = await startGatewayProgram(folder, {
  SIMGATE_VIRTUAL_PORTS: '4',
  SIMGATE_BALANCE_RULES_0_CODE: '*100#',
  SIMGATE_BALANCE_RULES_0_PATTERN: 'Your balance is {amount} {currency}.',
});
try {
  await instantAir(gateway);
  const { port } = receiver.address() as AddressInfo;
  const recorder = new Recorder(gateway, `http://127.0.0.1:${port}/hook`);
  const recorded: Record<string, Recorded> = {};
  for (const call of calls) recorded[call.endpoint] = await recorder.record(call);
  const text = `${JSON.stringify(recorded, undefined, 2)}\n`;
  writeFileSync(new URL('../../packages/api/src/rest-examples.json', import.meta.url), text);
} finally {
  await gateway.program.end();
  receiver.close();
  rmSync(folder, { recursive: true, force: true });
}
