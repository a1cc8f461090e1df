import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ChildProgram, startProgram } from '../foreign/support/child-program.ts';
import {
  authorization,
  type GatewayProcess,
  startGatewayProcess,
  writeGatewaySettings,
} from '../foreign/support/gateway-process.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import {
  type Answer,
  control,
  type GatewayProgram,
  instantAir,
  launcher,
  startGatewayProgram,
  until,
} from './support/gateway.ts';

type Call = (path: string, body?: unknown) => Promise<Answer>;

function textsOf({ reply }: Answer): string[] {
  return (reply as { text: string }[]).map(({ text }) => text);
}

function statusesOf({ result }: Answer): number[] {
  return (result as { status: number }[]).map(({ status }) => status);
}

async function replyOf(call: Call, port: number): Promise<string> {
  const answer = await until(
    () => call(`/api/query_ussd_reply?port=${port}`),
    found => textsOf(found)[0] !== '',
  );
  return textsOf(answer)[0] ?? '';
}

async function ask(call: Call, port: number, text: string): Promise<string> {
  const answer = await call('/api/send_ussd', { port: [port], text });
  assert.deepEqual([answer.error_code, statusesOf(answer)], [202, [200]], text);
  return replyOf(call, port);
}

function registered(call: Call, ports: number): Promise<Answer> {
  return until(
    () => call('/api/get_port_info?info_type=reg'),
    ({ info }) => {
      const states = (info as { reg: string }[]).map(({ reg }) => reg);
      return states.length === ports && states.every(state => state === 'REGISTER_OK');
    },
  );
}

describe('USSD between the API and the virtual network', { timeout: 60_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let gateway: GatewayProgram;

  before(async () => {
    folder = await temporaryFolder('ussd');
    gateway = await startGatewayProgram(folder.path, { SIMGATE_VIRTUAL_PORTS: '4' });
    await instantAir(gateway);
    await registered(gateway.call, 4);
  });

  after(async () => {
    await gateway.program.end();
    await folder.remove();
  });

  test("the document's request to three ports, and its reply", async () => {
    const sent = await gateway.call('/api/send_ussd', { port: [1, 2, 3], command: 'send', text: '*125#' });
    assert.deepEqual(statusesOf(sent), [200, 200, 200]);
    const answer = await until(
      () => gateway.call('/api/query_ussd_reply?port=1,2,3'),
      found => textsOf(found).every(text => text !== ''),
    );
    assert.deepEqual(textsOf(answer), ['Thank you!', 'Thank you!', 'Thank you!']);
  });

  test('a menu is walked with answers of its own', async () => {
    assert.match(await ask(gateway.call, 0, '*102#'), /^Self service/);
    assert.match(await ask(gateway.call, 0, '3'), /^Settings/);
    assert.match(await ask(gateway.call, 0, '1'), /^Language\n1 English/);
    assert.equal(await ask(gateway.call, 0, '3'), 'Язык изменён на русский.');
  });

  for (const [code, text] of [
    ['*112#', /^رصيدك 12\.50/],
    ['*113#', /^You won 🎁! 😀/],
    ['*114#', /^Guthaben: 12\.50 €\. Gültig/],
    ['*115#', /^Your plan is "Large"\n1 GB left, "Extra" is on\nBye$/],
    ['*123#', /^USSD not supported by the network$/],
  ] as const)
    test(`${code} says what it says`, async () => assert.match(await ask(gateway.call, 0, code), text));

  test('one that never answers is busy until it is cancelled', async () => {
    const statuses = async (body: object): Promise<number[]> =>
      statusesOf(await gateway.call('/api/send_ussd', { port: [0], ...body }));
    assert.deepEqual(await statuses({ text: '*120#' }), [200]);
    assert.deepEqual(await statuses({ text: '*100#' }), [486]);
    assert.deepEqual(await statuses({ command: 'cancel' }), [200]);
    await until(
      () => statuses({ text: '*100#' }),
      ([status]) => status === 200,
    );
    assert.match(await replyOf(gateway.call, 0), /^Your balance/);
    const requests = (await control(`${gateway.control}/ussd-requests`)) as { kind: string }[];
    assert.ok(
      requests.some(({ kind }) => kind === 'end'),
      'the network was told',
    );
  });

  test('what the network begins is answered over /v1, with 80 letters that are not Latin', async () => {
    await control(`${gateway.control}/modems/2/ussd`, 'POST', { text: 'Your opinion?', question: true });
    await until(
      () => gateway.call('/api/query_ussd_reply?port=2'),
      found => textsOf(found)[0] === 'Your opinion?',
    );
    const opinion = 'я'.repeat(80);
    await gateway.call('/v1/ussd', { port: [2], text: opinion });
    assert.match(await replyOf(gateway.call, 2), /^Thank you! You said: я{59}$/);
    const { dialogues } = await gateway.call('/v1/ussd?port=2&limit=1');
    const [dialogue] = dialogues as { origin: string; state: string; turns: { text: string }[] }[];
    assert.deepEqual([dialogue?.origin, dialogue?.state], ['network', 'done']);
    assert.equal(dialogue?.turns[1]?.text, opinion);
  });

  test('on a blocked port an open dialogue is finished, and none is begun', async () => {
    const tell = async (action: 'block' | 'unblock'): Promise<number> =>
      (await gateway.call(`/api/set_port_info?port=1&action=${action}`)).error_code;
    const statuses = async (body: object): Promise<number[]> =>
      statusesOf(await gateway.call('/api/send_ussd', { port: [1], ...body }));

    assert.match(await ask(gateway.call, 1, '*102#'), /^Self service/);
    assert.equal(await tell('block'), 200);
    assert.match(await ask(gateway.call, 1, '3'), /^Settings/);
    assert.deepEqual(await statuses({ command: 'cancel' }), [200]);
    assert.deepEqual(await statuses({ text: '*125#' }), [503]);
    const { dialogues } = await gateway.call('/v1/ussd?port=1&limit=1');
    assert.equal((dialogues as { state: string }[])[0]?.state, 'cancelled');
    assert.equal(await tell('unblock'), 200);
    // The modem may still be ending the session.
    await until(
      () => statuses({ text: '*125#' }),
      ([status]) => status !== 486,
    );
    assert.equal(await replyOf(gateway.call, 1), 'Thank you!');
  });

  test('a dialogue that is cut by a kill is closed at the next start', async () => {
    await gateway.call('/api/send_ussd', { port: [3], text: '*120#' });
    await gateway.program.end('SIGKILL');
    gateway = await startGatewayProgram(folder.path, { SIMGATE_VIRTUAL_PORTS: '4' });
    assert.equal(await replyOf(gateway.call, 3), 'USSD interrupted: the gateway was restarted');
    const { dialogues } = await gateway.call('/v1/ussd?port=3&limit=1');
    assert.equal((dialogues as { state: string }[])[0]?.state, 'interrupted');
    await registered(gateway.call, 4);
    assert.equal(await ask(gateway.call, 3, '*125#'), 'Thank you!');
  });
});

/** Packed septets; the result code behind the answer; an empty end behind the last text. */
const personas = ['huawei', 'phase2', 'zte'] as const;

describe('USSD over the forms of different modules', { timeout: 60_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let simulator: ChildProgram;
  let gateway: GatewayProcess;
  let url: string;

  const call: Call = async (path, body) => {
    const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await (await fetch(`${url}${path}`, { ...post, headers: { authorization } })).json()) as Answer;
  };

  before(async () => {
    folder = await temporaryFolder('ussd-forms');
    const numbers = ['--modems', '3', '--base-port', '0', '--control-port', '0', '--air-time', 'instant'];
    simulator = startProgram(process.execPath, [launcher, 'simulator', ...numbers, '--persona', ...personas]);
    await simulator.waitFor(/control: (\S+)/);
    const modems = [...simulator.output().matchAll(/tcp (\S+),/g)].map(([, tcp = '']) => ({ tcp }));
    gateway = startGatewayProcess(await writeGatewaySettings(folder.path, { modems }));
    url = await gateway.listening;
    await registered(call, personas.length);
  });

  after(async () => {
    await gateway.program.end();
    await simulator.end();
    await folder.remove();
  });

  for (const [port, persona] of personas.entries())
    test(persona, async () => {
      assert.equal(await ask(call, port, '*100#'), 'Your balance is 12.50 EUR.');
      assert.match(await ask(call, port, '*110#'), /^All your bundles: .* Thank you! 1234$/);
      assert.match(await ask(call, port, '*111#'), /^Ваш баланс 12\.50 р\./);
      assert.match(await ask(call, port, '*101#'), /^Enter the number of your voucher$/);
      assert.match(await ask(call, port, '4711'), /Your balance is 22\.50 EUR\.$/);
    });
});
