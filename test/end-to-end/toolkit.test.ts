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
  launcher,
  startGatewayProgram,
  until,
} from './support/gateway.ts';

interface View {
  readonly title: string;
  readonly text: string;
  readonly item?: readonly { readonly item_id: number; readonly item_string: string }[];
  readonly input_type: number;
  readonly frame_id: number;
}

describe("the SIM's toolkit, walked over HTTP", { timeout: 60_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let gateway: GatewayProgram;

  const view = async (port = 0) => (await gateway.call(`/GetSTKView?port=${port}`)) as unknown as View;
  const go = (body: object): Promise<Answer> => gateway.call('/STKGo', { port: 0, ...body });

  /** Does one thing and shows what comes of it. */
  const step = async (body: object): Promise<View> => {
    assert.deepEqual(await go(body), { error_code: 200 });
    return view();
  };

  const choose = async (name: string): Promise<View> => {
    const entry = (await view()).item?.find(({ item_string }) => item_string === name);
    assert.ok(entry, name);
    return step({ item: entry.item_id });
  };

  before(async () => {
    folder = await temporaryFolder('toolkit');
    gateway = await startGatewayProgram(folder.path, { SIMGATE_VIRTUAL_PORTS: '2' });
    await until(view, ({ input_type, text }) => input_type === 1 && text !== '');
  });

  after(async () => {
    await gateway.program.end();
    await folder.remove();
  });

  test('the desktop has a title, the idle text and the items of the menu', async () => {
    const { title, text, item, input_type, frame_id } = await view();
    assert.deepEqual({ title, text, input_type }, { title: 'Test Network', text: 'Welcome', input_type: 1 });
    assert.deepEqual(item?.[0], { item_id: 1, item_string: 'Balance' });
    assert.deepEqual(await gateway.call('/GetSTKCurrFrameIndex?port=0'), { frame_id });
  });

  test('a text to be read has input type 0, and ok leads home', async () => {
    const before = (await view()).frame_id;
    const shown = await choose('Balance');
    assert.deepEqual(shown, { title: '', text: 'Balance: 12.50', input_type: 0, frame_id: before + 1 });
    assert.equal((await step({ action: 'ok' })).input_type, 1);
  });

  test('digits 8, hidden digits 9; what does not fit is refused and asked again', async () => {
    assert.equal((await choose('Top up')).input_type, 8);
    const refusal = await go({ param: 'ten' });
    assert.equal(refusal.error_code, 400);
    assert.match(String(refusal.error), /^param: only the digits/);
    assert.equal((await step({ param: '10' })).input_type, 9);
    assert.equal((await step({ param: '1234' })).text, 'Topped up by 10');
    assert.equal((await step({ action: 'ok' })).input_type, 1);
  });

  test('a list 2 in pages: an item leads on, cancle back, home to the desktop', async () => {
    assert.equal((await choose('Information')).title, 'Information 1/3');
    assert.deepEqual((await choose('More')).input_type, 2);
    assert.equal((await step({ action: 'cancle' })).title, 'Information 1/3');
    assert.equal((await choose('Tariffs')).input_type, 0);
    assert.equal((await step({ action: 'home' })).input_type, 1);
  });

  test('yes or no 3, one digit 4, one character 5', async () => {
    assert.equal((await choose('Roaming')).input_type, 3);
    assert.equal((await step({ param: 'no' })).text, 'Roaming is off');
    await step({ action: 'ok' });
    assert.equal((await choose('Rate us')).input_type, 4);
    assert.equal((await step({ param: '5' })).input_type, 5);
    assert.equal((await step({ param: 'J' })).text, 'Thank you, J: 5 stars');
    await step({ action: 'ok' });
  });

  test('characters 10 and hidden characters 11; a message that costs money is not sent without leave', async () => {
    assert.equal((await choose('Send message')).input_type, 8);
    assert.equal((await step({ param: '88201990001' })).input_type, 10);
    assert.equal((await step({ param: 'Hello' })).text, 'Message not sent');
    await step({ action: 'ok' });
    assert.equal((await choose('Mailbox on')).text, 'Calls are not forwarded');
    await step({ action: 'ok' });
    assert.equal((await choose('Password')).input_type, 11);
    assert.equal((await step({ param: 'very secret' })).input_type, 11);
    assert.equal((await step({ param: 'very secret' })).text, 'Password changed');
    await step({ action: 'ok' });
    assert.ok(!gateway.program.output().includes('very secret'));
  });

  test('other alphabets arrive whole', async () => {
    await choose('Language');
    assert.equal((await choose('Русский')).text, 'Язык: русский');
    await step({ action: 'ok' });
  });

  test('what the view does not offer is refused with a reason', async () => {
    await until(view, ({ input_type }) => input_type === 1);
    for (const body of [{ item: 99 }, { param: 'x' }, { action: 'ok' }, { item: 1, action: 'ok' }]) {
      const answer = await go(body);
      assert.deepEqual(Object.keys(answer), ['error_code', 'error'], JSON.stringify(body));
      assert.equal(answer.error_code, 400);
    }
  });

  test('a card without toolkit shows input type 12 and takes nothing', async () => {
    const modem = `${gateway.control}/modems/1`;
    await control(`${modem}/toolkit`, 'PUT', { present: false });
    // The modem goes and comes back, so that the gateway meets the card anew.
    await control(`${modem}/unplug`, 'POST', {});
    await until(
      () => view(1),
      ({ input_type }) => input_type === 12,
    );
    await control(`${modem}/plug`, 'POST', { milliseconds: 0 });
    await until(
      () => gateway.call('/api/get_port_info?port=1&info_type=reg'),
      ({ info }) => (info as { reg: string }[])[0]?.reg === 'REGISTER_OK',
    );
    assert.deepEqual(await view(1), { title: '', text: '', input_type: 12, frame_id: 0 });
    assert.deepEqual(await gateway.call('/GetSTKCurrFrameIndex?port=1'), { frame_id: 0 });
    const answer = await gateway.call('/STKGo', { port: 1, item: 1 });
    assert.deepEqual(answer, { error_code: 400, error: 'port: its card has no toolkit, or is not ready.' });
  });

  test('any other command of the card is shown too, and its answer arrives there', async () => {
    // DISPLAY TEXT of 102 384 27.22.4.1.1 with the text "Toolkit Test 1".
    const hex = 'D01A8103012180820281028D0F04546F6F6C6B697420546573742031';
    await control(`${gateway.control}/modems/0/toolkit/command`, 'POST', { hex });
    await until(view, ({ text }) => text === 'Toolkit Test 1');
    await step({ action: 'ok' });
    const card = (await control(`${gateway.control}/modems/0/toolkit`)) as { messages: { hex: string }[] };
    assert.equal(card.messages.at(-1)?.hex, '8103012180820282818301' + '00');
  });
});

/** Modules that read the card's commands themselves, and some that hand them over raw; all may spend money. */
/** The last one heeds the switch of its toolkit when it starts, which takes it some seconds. */
const personas = [
  ...(['wavecom', 'sim7600', 'generic', 'ericsson', 'cinterion', 'simcom', 'm66', 'zte'] as const),
  'huawei',
] as const;

/** A module without toolkit commands, which lets commands through to the card. */
function overCard(persona?: string) {
  return persona === 'zte' ? { toolkitOver: 'csim' } : {};
}

describe('the toolkit over the forms of different modules', { timeout: 60_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let simulator: ChildProgram;
  let gateway: GatewayProcess;
  let url: string;
  let network: string;

  const call = async (path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${url}${path}`, { ...post, headers: { authorization } });
    return (await response.json()) as Record<string, unknown>;
  };
  const view = async (port: number) => (await call(`/GetSTKView?port=${port}`)) as unknown as View;
  const step = async (port: number, body: object): Promise<View> => {
    assert.deepEqual(await call('/STKGo', { port, ...body }), { error_code: 200 }, JSON.stringify(body));
    return view(port);
  };
  const choose = async (port: number, name: string): Promise<View> => {
    const entry = (await view(port)).item?.find(({ item_string }) => item_string === name);
    assert.ok(entry, name);
    return step(port, { item: entry.item_id });
  };

  before(async () => {
    folder = await temporaryFolder('toolkit-forms');
    const numbers = [
      '--modems',
      `${personas.length}`,
      '--base-port',
      '0',
      '--control-port',
      '0',
      '--air-time',
      'instant',
    ];
    simulator = startProgram(process.execPath, [launcher, 'simulator', ...numbers, '--persona', ...personas]);
    network = (await simulator.waitFor(/control: (\S+)/))[1] ?? '';
    const addresses = [...simulator.output().matchAll(/tcp (\S+),/g)].map(([, address]) => address);
    const toolkitAllows = ['sms', 'ussd', 'ss', 'call'];
    const ports = addresses.map((tcp, port) => ({ port, tcp, toolkitAllows, ...overCard(personas[port]) }));
    const more = { ports, logLevel: 'warn' };
    gateway = startGatewayProcess(await writeGatewaySettings(folder.path, { modems: [], more }));
    url = await gateway.listening;
    await gateway.program.waitFor(/toolkit begins when this module starts anew/);
    const { error_code } = await call(`/api/set_port_info?port=${personas.indexOf('huawei')}&action=reset`);
    assert.equal(error_code, 200);
  });

  after(async () => {
    await gateway.program.end();
    await simulator.end();
    await folder.remove();
  });

  for (const [port, persona] of personas.entries()) {
    test(`${persona}: the menu, digits, hidden digits, a text`, async () => {
      await until(
        () => view(port),
        ({ input_type }) => input_type === 1,
      );
      assert.equal((await choose(port, 'Top up')).input_type, 8);
      assert.equal((await step(port, { param: '10' })).input_type, 9);
      assert.equal((await step(port, { param: '1234' })).text, 'Topped up by 10');
      assert.equal((await step(port, { action: 'ok' })).input_type, 1);
    });

    test(`${persona}: a list in other alphabets, back, yes or no, one digit, one character`, async () => {
      assert.deepEqual((await choose(port, 'Language')).item?.[2], { item_id: 3, item_string: 'Русский' });
      assert.equal((await step(port, { item: 3 })).text, 'Язык: русский');
      await step(port, { action: 'ok' });
      assert.equal((await choose(port, 'Information')).input_type, 2);
      assert.equal((await choose(port, 'More')).title, 'Information 2/3');
      assert.equal((await step(port, { action: 'cancle' })).title, 'Information 1/3');
      assert.equal((await step(port, { action: 'home' })).input_type, 1);
      assert.equal((await choose(port, 'Roaming')).input_type, 3);
      assert.equal((await step(port, { param: 'yes' })).text, 'Roaming is on');
      await step(port, { action: 'ok' });
      assert.equal((await choose(port, 'Rate us')).input_type, 4);
      assert.equal((await step(port, { param: '4' })).input_type, 5);
      assert.equal((await step(port, { param: 'K' })).text, 'Thank you, K: 4 stars');
      await step(port, { action: 'ok' });
    });

    test(`${persona}: what the card sends, the network carries`, async () => {
      const number = `8820199000${port}`;
      await choose(port, 'Send message');
      await step(port, { param: number });
      await step(port, { param: `from ${persona}` });
      await until(
        () => view(port),
        ({ text }) => text === 'Message sent',
      );
      await step(port, { action: 'ok' });
      const inbox = (await control(`${network}/phones/${number}/inbox`)) as { messages: { text: string }[] };
      assert.deepEqual(
        inbox.messages.map(({ text }) => text),
        [`from ${persona}`],
      );
    });
  }

  test('what the card asks of the network by USSD, it shows', async () => {
    const raw = personas.indexOf('generic');
    await choose(raw, 'Balance by USSD');
    const shown = await until(
      () => view(raw),
      ({ input_type }) => input_type === 0,
    );
    assert.match(shown.text, /^Your balance is /);
    await step(raw, { action: 'ok' });
  });

  test('what the card asks of the network by an SS string, the network does', async () => {
    const raw = personas.indexOf('generic');
    await choose(raw, 'Mailbox on');
    await until(
      () => view(raw),
      ({ text }) => text === 'Calls go to the mailbox',
    );
    await step(raw, { action: 'ok' });
    const { unconditional } = (await control(`${network}/modems/${raw}/forwarding`)) as {
      unconditional?: string;
    };
    assert.equal(unconditional, '+88200000200');
  });
});
