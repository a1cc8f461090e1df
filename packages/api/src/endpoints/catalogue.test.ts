/** Every endpoint in one table: the contract, OpenAPI and the manual are held to it, each in its own way. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contract, type EndpointName, endpoints } from '../contract.ts';
import { type Endpoint, pathParameters } from '../endpoint.ts';
import { renderManual } from '../manual.ts';
import { renderOpenApi } from '../openapi.ts';
import type { JsonSchema } from '../wire/values.ts';

type Row = readonly [
  name: EndpointName,
  methods: string,
  path: string,
  /** Of the parameters that are not in the path. */
  place: 'body' | 'query' | 'none',
  /** Needed ones with an exclamation mark. */
  parameters: string,
  codes: string,
  marks?: string,
];

const TARGET = 'name url kinds authentication user password secret check_certificate extra_keys enabled';
const SEARCH = 'number text port time_after time_before before limit';

const rows: readonly Row[] = [
  // The vendor's document, chapters 2 to 12.
  [
    'send_sms',
    'POST GET',
    '/api/send_sms',
    'body',
    'text! param! port encoding request_status_report priority',
    '202 400 413 500 550',
    'changes idempotent',
  ],
  [
    'query_sms_result',
    'POST GET',
    '/api/query_sms_result',
    'body',
    'number port time_after time_before user_id',
    '200 400 413 500',
  ],
  [
    'query_sms_deliver_status',
    'POST GET',
    '/api/query_sms_deliver_status',
    'body',
    'number port time_after time_before',
    '200 400 413 500',
  ],
  ['query_sms_in_queue', 'GET POST', '/api/query_sms_in_queue', 'none', '', '200 400 413 500'],
  [
    'query_incoming_sms',
    'GET POST',
    '/api/query_incoming_sms',
    'query',
    'incoming_sms_id flag port',
    '200 400 413 500',
    'changes',
  ],
  ['send_ussd', 'POST GET', '/api/send_ussd', 'body', 'text port! command', '202 400 413 500', 'changes'],
  ['query_ussd_reply', 'GET POST', '/api/query_ussd_reply', 'query', 'port!', '200 400 413 500'],
  ['stop_sms', 'GET POST', '/api/stop_sms', 'query', 'task_id!', '200 400 404 413 500', 'changes'],
  ['get_port_info', 'GET POST', '/api/get_port_info', 'query', 'info_type! port', '200 400 413 500'],
  [
    'set_port_info',
    'GET POST',
    '/api/set_port_info',
    'query',
    'port! action! param number',
    '200 400 413 500',
    'changes',
  ],
  ['get_cdr', 'POST GET', '/api/get_cdr', 'body', 'port time_after time_before', '200 400 413 500'],
  ['get_status', 'POST GET', '/api/get_status', 'body', 'type', '200 400 413 500', 'headless'],
  // The SIM toolkit, chapters 13 to 15.
  ['get_stk_view', 'GET POST', '/GetSTKView', 'query', 'port!', '400 413 500', 'headless'],
  ['stk_go', 'POST GET', '/STKGo', 'body', 'port! item param action', '200 400 413 500', 'changes'],
  [
    'get_stk_curr_frame_index',
    'GET POST',
    '/GetSTKCurrFrameIndex',
    'query',
    'port!',
    '400 413 500',
    'headless',
  ],
  // Ours.
  ['stream_events', 'GET', '/v1/events', 'query', 'kinds after', '200 400'],
  ['list_events', 'GET', '/v1/journal', 'query', 'kinds port before limit', '200 400'],
  [
    'create_messages',
    'POST',
    '/v1/messages',
    'body',
    'text! recipients! name port encoding request_status_report',
    '202 400 413 500 503',
    'changes idempotent',
  ],
  [
    'import_messages',
    'POST',
    '/v1/messages/import',
    'query',
    'text name port encoding request_status_report',
    '202 400 413 500 503',
    'changes idempotent',
  ],
  [
    'preview_messages',
    'POST',
    '/v1/messages/preview',
    'body',
    'text! recipients port encoding samples',
    '200 400 413',
  ],
  [
    'send_messages_again',
    'POST',
    '/v1/messages/send-again',
    'body',
    'ids task_id after unsure name port',
    '202 400 404 409 413 500 503',
    'changes idempotent',
  ],
  ['list_messages', 'GET', '/v1/messages', 'query', `status task_id user_id ${SEARCH}`, '200 400'],
  ['get_message', 'GET', '/v1/messages/{id}', 'query', 'id!', '200 404'],
  ['list_held_messages', 'GET', '/v1/held-messages', 'query', 'after limit', '200'],
  ['release_held_messages', 'POST', '/v1/held-messages/release', 'body', 'ids', '200', 'changes'],
  ['stop_held_messages', 'POST', '/v1/held-messages/stop', 'body', 'ids', '200', 'changes'],
  [
    'list_inbox',
    'GET',
    '/v1/inbox',
    'query',
    'flag archived number text port time_after time_before before limit',
    '200 400',
  ],
  ['get_received', 'GET', '/v1/inbox/{id}', 'query', 'id!', '200 404'],
  ['mark_received', 'POST', '/v1/inbox/mark', 'body', 'ids number read', '200 400', 'changes'],
  ['archive_received', 'POST', '/v1/inbox/archive', 'body', 'ids number archived', '200 400', 'changes'],
  ['delete_received', 'POST', '/v1/inbox/delete', 'body', 'ids!', '200 400', 'changes'],
  ['list_conversations', 'GET', '/v1/conversations', 'query', 'archived before limit', '200 400'],
  [
    'get_conversation',
    'GET',
    '/v1/conversations/{number}',
    'query',
    'number! before_received before_sent limit',
    '200 400',
  ],
  ['list_tasks', 'GET', '/v1/tasks', 'query', 'before limit', '200 400'],
  ['get_task', 'GET', '/v1/tasks/{task_id}', 'query', 'task_id!', '200 404'],
  ['stop_task', 'POST', '/v1/tasks/{task_id}/stop', 'none', 'task_id!', '200 404', 'changes'],
  ['pause_task', 'POST', '/v1/tasks/{task_id}/pause', 'none', 'task_id!', '200 404 409', 'changes'],
  ['resume_task', 'POST', '/v1/tasks/{task_id}/resume', 'none', 'task_id!', '200 404 409', 'changes'],
  ['erase_number', 'DELETE', '/v1/numbers/{number}', 'query', 'number!', '200 409', 'changes'],
  ['list_ussd', 'GET', '/v1/ussd', 'query', 'port request_id state before limit', '200 400'],
  ['create_ussd', 'POST', '/v1/ussd', 'body', 'port! text!', '202 400 500', 'changes'],
  ['cancel_ussd', 'POST', '/v1/ussd/cancel', 'body', 'port!', '202 400 500', 'changes'],
  ['list_calls', 'GET', '/v1/calls', 'query', 'port ongoing before limit', '200 400'],
  ['dial_call', 'POST', '/v1/calls', 'body', 'number! port', '201 400 500 503', 'changes'],
  ['get_call', 'GET', '/v1/calls/{call_id}', 'query', 'call_id!', '200 404'],
  ['hang_up_call', 'DELETE', '/v1/calls/{call_id}', 'none', 'call_id!', '200 404 409 503', 'changes'],
  ['answer_call', 'POST', '/v1/calls/{call_id}/answer', 'none', 'call_id!', '200 404 409 503', 'changes'],
  ['hold_call', 'POST', '/v1/calls/{call_id}/hold', 'none', 'call_id!', '200 404 409 503', 'changes'],
  ['retrieve_call', 'POST', '/v1/calls/{call_id}/retrieve', 'none', 'call_id!', '200 404 409 503', 'changes'],
  [
    'send_tones',
    'POST',
    '/v1/calls/{call_id}/tones',
    'body',
    'call_id! tones!',
    '200 400 404 409 503',
    'changes',
  ],
  ['list_ports', 'GET', '/v1/ports', 'none', '', '200'],
  ['get_port', 'GET', '/v1/ports/{port}', 'query', 'port!', '200 404'],
  ['label_port', 'PUT', '/v1/ports/{port}/label', 'body', 'port! label!', '200 400 404', 'changes'],
  [
    'act_on_port',
    'POST',
    '/v1/ports/{port}/actions',
    'body',
    'port! action! param number',
    '202 400 404 500 503',
    'changes',
  ],
  ['act_on_ports', 'POST', '/v1/port-actions', 'body', 'ports! action! param number', '202 400', 'changes'],
  ['list_port_settings', 'GET', '/v1/port-settings', 'none', '', '200'],
  [
    'set_port',
    'PUT',
    '/v1/ports/{port}/settings',
    'body',
    'port! device baudRate tcp usb smsc number slots limits gap incomingCalls toolkitAllows pin',
    '200 400 409',
    'changes',
  ],
  ['reset_port', 'DELETE', '/v1/ports/{port}/settings', 'query', 'port!', '200 404 409', 'changes'],
  ['remove_port', 'DELETE', '/v1/ports/{port}', 'query', 'port!', '200 404 409', 'changes'],
  ['get_toolkit', 'GET', '/v1/ports/{port}/toolkit', 'query', 'port!', '200 404'],
  [
    'enter_toolkit',
    'POST',
    '/v1/ports/{port}/toolkit',
    'body',
    'port! item text action',
    '200 400 404 503',
    'changes',
  ],
  ['get_statistics', 'GET', '/v1/statistics', 'query', 'port from to step', '200 400'],
  ['stream_live', 'GET', '/v1/live', 'none', '', '200'],
  ['list_devices', 'GET', '/v1/devices', 'none', '', '200'],
  ['probe_devices', 'POST', '/v1/devices/probe', 'body', 'devices', '202 400 409', 'changes'],
  ['get_probe', 'GET', '/v1/devices/probes/{id}', 'query', 'id!', '200 404'],
  ['list_balances', 'GET', '/v1/balances', 'none', '', '200'],
  ['ask_balance', 'POST', '/v1/ports/{port}/balance', 'none', 'port!', '202 400 404 409 500 503', 'changes'],
  ['list_alarms', 'GET', '/v1/alarms', 'query', 'open before limit', '200 400'],
  ['acknowledge_alarm', 'POST', '/v1/alarms/{id}/acknowledge', 'none', 'id!', '200 400 404 409', 'changes'],
  ['test_mail', 'POST', '/v1/alarms/test-mail', 'none', '', '200 400 409 429', 'changes'],
  ['list_push_targets', 'GET', '/v1/push-targets', 'none', '', '200'],
  [
    'create_push_target',
    'POST',
    '/v1/push-targets',
    'body',
    TARGET.replace('name url', 'name! url!'),
    '201 400 409',
    'changes',
  ],
  ['get_push_target', 'GET', '/v1/push-targets/{id}', 'query', 'id!', '200 404'],
  [
    'change_push_target',
    'PATCH',
    '/v1/push-targets/{id}',
    'body',
    `id! ${TARGET}`,
    '200 400 404 409',
    'changes',
  ],
  ['delete_push_target', 'DELETE', '/v1/push-targets/{id}', 'query', 'id!', '200 404 409', 'changes'],
  [
    'test_push_target',
    'POST',
    '/v1/push-targets/{id}/test',
    'body',
    'id! kind',
    '200 400 404 429',
    'changes',
  ],
  ['list_waiting_pushes', 'GET', '/v1/push-targets/{id}/waiting', 'query', 'id! after limit', '200 400 404'],
  [
    'pass_over_pushes',
    'POST',
    '/v1/push-targets/{id}/pass-over',
    'body',
    'id! event_ids!',
    '200 400 404',
    'changes',
  ],
  [
    'list_given_up_pushes',
    'GET',
    '/v1/push-targets/{id}/given-up',
    'query',
    'id! after limit',
    '200 400 404',
  ],
  [
    'list_push_attempts',
    'GET',
    '/v1/push-targets/{id}/attempts',
    'query',
    'id! event_id failed before limit',
    '200 400 404',
  ],
  [
    'resend_pushes',
    'POST',
    '/v1/push-targets/{id}/resend',
    'body',
    'id! event_ids time_after time_before',
    '200 400 404',
    'changes',
  ],
  ['create_session', 'POST', '/v1/session', 'body', 'user password token', '201 400 401 429', 'changes open'],
  ['get_session', 'GET', '/v1/session', 'none', '', '200'],
  ['delete_session', 'DELETE', '/v1/session', 'none', '', '200', 'changes'],
  ['create_download_link', 'POST', '/v1/download-links', 'body', 'target!', '201 400', 'changes'],
  ['get_settings', 'GET', '/v1/settings', 'none', '', '200'],
  ['change_settings', 'PATCH', '/v1/settings', 'body', 'logLevel sms retention reset', '200 400', 'changes'],
  ['list_settings', 'GET', '/v1/settings/all', 'none', '', '200'],
  ['list_users', 'GET', '/v1/users', 'none', '', '200'],
  ['get_user', 'GET', '/v1/users/{name}', 'query', 'name!', '200 403 404'],
  ['create_user', 'POST', '/v1/users', 'body', 'name! password! role', '201 400 409', 'changes'],
  [
    'change_user',
    'PATCH',
    '/v1/users/{name}',
    'body',
    'name! password old_password role',
    '200 400 403 404 409',
    'changes',
  ],
  ['delete_user', 'DELETE', '/v1/users/{name}', 'query', 'name!', '200 404 409', 'changes'],
  ['list_tokens', 'GET', '/v1/tokens', 'none', '', '200'],
  ['create_token', 'POST', '/v1/tokens', 'body', 'name! role! expires_at!', '201 400 403 409', 'changes'],
  ['delete_token', 'DELETE', '/v1/tokens/{id}', 'query', 'id!', '200 404', 'changes'],
  ['list_audit', 'GET', '/v1/audit', 'query', 'before limit', '200 400'],
  ['list_phones', 'GET', '/v1/simulator/phones', 'none', '', '200 404 503'],
  ['get_phone', 'GET', '/v1/simulator/phones/{number}', 'query', 'number!', '200 404 503'],
  [
    'write_from_phone',
    'POST',
    '/v1/simulator/messages',
    'body',
    'from! to! text!',
    '202 400 404 503',
    'changes',
  ],
  ['get_gateway', 'GET', '/v1/gateway', 'none', '', '200'],
  ['get_backup', 'GET', '/v1/backup', 'none', '', '200 409 503'],
  [
    'export_messages',
    'GET',
    '/v1/export/messages',
    'query',
    'format status task_id user_id number text port time_after time_before',
    '200 400 403',
  ],
  [
    'export_inbox',
    'GET',
    '/v1/export/inbox',
    'query',
    'format flag archived number text port time_after time_before',
    '200 400 403',
  ],
  ['export_calls', 'GET', '/v1/export/calls', 'query', 'format port', '200 400'],
  ['export_events', 'GET', '/v1/export/events', 'query', 'format kinds port', '200 400'],
  ['stream_conversation', 'GET', '/v1/ports/{port}/conversation', 'query', 'port!', '200 404'],
  [
    'ask_modem',
    'POST',
    '/v1/ports/{port}/questions',
    'body',
    'command! port!',
    '200 400 404 409 503',
    'changes',
  ],
  ['list_recordings', 'GET', '/v1/recordings', 'none', '', '200'],
  ['get_recording', 'GET', '/v1/recordings/{name}', 'query', 'name!', '200 404'],
  ['delete_recording', 'DELETE', '/v1/recordings/{name}', 'query', 'name!', '200 404', 'changes'],
  ['list_log', 'GET', '/v1/log', 'query', 'level port before limit', '200 400'],
  ['stream_log', 'GET', '/v1/log/stream', 'query', 'level port', '200 400'],
  ['openapi', 'GET', '/openapi.json', 'none', '', '', 'open'],
  ['healthz', 'GET', '/healthz', 'none', '', '', 'open'],
  ['readyz', 'GET', '/readyz', 'none', '', '', 'open'],
  ['metrics', 'GET', '/metrics', 'none', '', ''],
];

type Json = { readonly [key: string]: unknown };

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce((here, key) => (isJson(here) ? here[key] : undefined), value);
}

function keysAt(value: unknown, ...keys: readonly string[]): string[] {
  const found = at(value, ...keys);
  return isJson(found) ? Object.keys(found) : [];
}

function listAt(value: unknown, ...keys: readonly string[]): unknown[] {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found : [];
}

function words(text: string): string[] {
  return text.split(' ').filter(word => word !== '');
}

/** Names with a mark at those that are needed, sorted. */
function marked(names: readonly string[], isNeeded: (name: string) => boolean): string[] {
  return names.map(name => (isNeeded(name) ? `${name}!` : name)).toSorted();
}

const document: Json = renderOpenApi(contract);

test('the table has every endpoint, in the order of the manual', () => {
  assert.deepEqual(
    rows.map(([name]) => name),
    endpoints.map(({ name }) => name),
  );
});

describe('the contract', () => {
  for (const [name, methods, path, place, parameters, codes, marks = ''] of rows)
    test(`${name}: ${methods} ${path}`, () => {
      const endpoint: Endpoint = contract[name];
      const { properties = {}, required = [] }: JsonSchema = endpoint.request;
      assert.deepEqual([...endpoint.methods], words(methods));
      assert.equal(endpoint.path, path);
      assert.equal(endpoint.parametersIn, place);
      assert.deepEqual(
        marked(Object.keys(properties), key => required.includes(key)),
        words(parameters).toSorted(),
      );
      assert.deepEqual(Object.keys(endpoint.codes), words(codes));
      assert.equal(endpoint.changesState, marks.includes('changes'));
      assert.equal(endpoint.idempotent, marks.includes('idempotent'));
      assert.equal(endpoint.access === 'open', marks.includes('open'));
      if (marks.includes('headless')) assert.equal(endpoint.head, 'none');
      assert.equal(endpoint.style, path.startsWith('/v1/') ? 'rest' : 'vendor');
    });
});

/** `name in place`, with a mark at those that are needed. */
function documentedParameters(operation: unknown): string[] {
  return listAt(operation, 'parameters')
    .filter(one => at(one, 'in') !== 'header')
    .map(one => `${at(one, 'name')}${at(one, 'required') ? '!' : ''} in ${at(one, 'in')}`)
    .toSorted();
}

function documentedBody(operation: unknown): string[] {
  const schema = ['requestBody', 'content', 'application/json', 'schema'];
  const needed = listAt(operation, ...schema, 'required');
  if (needed.length > 0) assert.equal(at(operation, 'requestBody', 'required'), true);
  return marked(keysAt(operation, ...schema, 'properties'), key => needed.includes(key));
}

/** The operation of the document for one method of a row. */
function expectedOperation([, , path, place, parameters, codes, marks = '']: Row, method: string) {
  const isVendor = !path.startsWith('/v1/');
  const inBody = isVendor ? method === 'POST' && place !== 'none' : place === 'body';
  const placed = pathParameters(path);
  const inPath = words(parameters).filter(one => placed.includes(one.replace('!', '')));
  const others = words(parameters).filter(one => !inPath.includes(one));
  const answers = isVendor ? ['200'] : words(codes);
  const isOpen = marks.includes('open');
  return {
    parameters: [
      ...inPath.map(one => `${one} in path`),
      ...(inBody ? [] : others).map(one => `${one} in query`),
    ].toSorted(),
    body: inBody ? others.toSorted() : [],
    security: isOpen ? [] : undefined,
    answers: isOpen ? answers : [...new Set([...answers, '401', '403', '429'])].toSorted(),
    idempotent: marks.includes('idempotent'),
  };
}

/** The second method of the vendor's endpoints is a note in the description. */
function documentedMethods([, methods, path]: Row): string[] {
  return path.startsWith('/v1/') ? words(methods) : words(methods).slice(0, 1);
}

describe('OpenAPI', () => {
  for (const row of rows)
    for (const method of documentedMethods(row))
      test(`${row[0]}: ${method} ${row[2]}`, () => {
        const operation = at(document, 'paths', row[2], method.toLowerCase());
        const found = {
          parameters: documentedParameters(operation),
          body: documentedBody(operation),
          security: at(operation, 'security'),
          answers: keysAt(operation, 'responses'),
          idempotent: listAt(operation, 'parameters').some(one => at(one, 'name') === 'Idempotency-Key'),
        };
        assert.deepEqual(found, expectedOperation(row, method));
      });

  test('a form is taken by the endpoints of the vendor alone', () => {
    for (const [name, methods, path, place] of rows) {
      if (place !== 'body' || !methods.includes('POST')) continue;
      const types = keysAt(document, 'paths', path, 'post', 'requestBody', 'content');
      assert.equal(types.includes('application/x-www-form-urlencoded'), !path.startsWith('/v1/'), name);
    }
  });

  test('refusals under /v1 are of one form, and good answers of their own', () => {
    for (const [name, methods, path, , , codes] of rows) {
      if (!path.startsWith('/v1/')) continue;
      for (const code of words(codes)) {
        const content = at(document, 'paths', path, methods.toLowerCase(), 'responses', code, 'content');
        const [type = ''] = keysAt(content);
        const reference = at(content, type, 'schema', '$ref');
        assert.equal(reference, code < '300' ? undefined : '#/components/schemas/RestRefusal', name);
        assert.equal(type, code < '300' ? contract[name].mediaType : 'application/json', name);
      }
    }
  });

  test('an answer of the vendor’s API is its reply or a refusal; one without codes is its reply', () => {
    for (const [name, , path, , , codes] of rows) {
      if (path.startsWith('/v1/')) continue;
      const [method = ''] = keysAt(document, 'paths', path);
      const ok = at(document, 'paths', path, method, 'responses', '200');
      const schema = at(ok, 'content', contract[name].mediaType, 'schema');
      const references = listAt(schema, 'anyOf').map(one => at(one, '$ref'));
      assert.equal(references.includes('#/components/schemas/Refusal'), codes !== '', name);
      for (const code of words(codes)) assert.match(String(at(ok, 'description')), new RegExp(`\`${code}\``));
    }
  });

  test('an alias is marked as deprecated and has a name of its own', () => {
    const alias = at(document, 'paths', '/api/query_sms_queue', 'get');
    assert.equal(at(alias, 'deprecated'), true);
    assert.equal(at(alias, 'operationId'), 'query_sms_in_queue_alias');
    const own = at(document, 'paths', '/api/query_sms_in_queue');
    assert.equal(at(own, 'get', 'deprecated'), undefined);
    assert.equal(at(own, 'get', 'operationId'), 'query_sms_in_queue');
    assert.equal(at(own, 'post'), undefined);
  });

  test('lists of a query travel as 1,2,3; single values have no style', () => {
    const [port, incoming] = ['port', 'incoming_sms_id'].map(name =>
      listAt(document, 'paths', '/api/query_incoming_sms', 'get', 'parameters').find(
        one => at(one, 'name') === name,
      ),
    );
    assert.deepEqual([at(port, 'style'), at(port, 'explode')], ['form', false]);
    assert.deepEqual([at(incoming, 'style'), at(incoming, 'explode')], [undefined, undefined]);
  });

  test('Digest, Basic, tokens and sessions are offered', () => {
    assert.deepEqual(document.security, [{ digest: [] }, { basic: [] }, { token: [] }, { session: [] }]);
    assert.deepEqual(at(document, 'components', 'securitySchemes'), {
      digest: { type: 'http', scheme: 'digest' },
      basic: { type: 'http', scheme: 'basic' },
      token: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie', name: 'simgate' },
    });
  });
});

describe('the manual', () => {
  const sections = new Map(
    renderManual(contract)
      .split(/^## /m)
      .map(section => [section.slice(0, section.indexOf('\n')), section]),
  );

  for (const [name, methods, path, , parameters, codes, marks = ''] of rows)
    test(`the section of ${name}`, () => {
      const section = sections.get(name) ?? '';
      assert.ok(section.includes(`\`${methods.replace(' ', '` or `')}\` \`${path}\``), section);
      for (const parameter of words(parameters)) {
        const row = section
          .split('\n')
          .find(line => line.startsWith(`| \`${parameter.replace('!', '')}\` |`));
        assert.equal(row?.includes('| yes |'), parameter.endsWith('!'), `${parameter}: ${row}`);
      }
      assert.equal(section.includes('No parameters.'), parameters === '');
      for (const code of words(codes)) assert.match(section, new RegExp(`^\\| ${code} \\| `, 'm'));
      assert.equal(section.includes('Needs no user and password.'), marks.includes('open'));
      assert.equal(section.includes('page of another site'), marks.includes('changes'));
      assert.equal(section.includes('`Idempotency-Key`'), marks.includes('idempotent'));
    });
});
