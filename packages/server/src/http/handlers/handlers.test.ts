/** Requests of people and programs about gateways, SIMs and received messages, by the handlers of the contract. On both engines. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { Call } from '@simgate/daemon/http';
import { fakeClock } from '@simgate/daemon/testing';
import { createIdMaker } from '../../domain/ids.ts';
import { usualPool } from '../../domain/pool.ts';
import { findGateway } from '../../gateways/gateway-rows.ts';
import { type Gateways, openGateways } from '../../gateways/index.ts';
import { commitNews } from '../../gateways/listener.ts';
import { notePorts } from '../../gateways/port-rows.ts';
import { savePool } from '../../store/fleet.ts';
import { onBothEngines, type StoreBench } from '../../testing/engines.ts';
import { type GatewayContext, gatewayHandlers } from './gateways.ts';
import { inboundHandlers } from './inbound.ts';
import { simHandlers } from './sims.ts';

/** None of these handlers looks at who asks. */
const call = {} as Call;

onBothEngines(open => {
  const clock = fakeClock();
  const ids = createIdMaker(() => clock.now(), Uint8Array.of(1, 2, 3, 4, 5));
  let bench: StoreBench;
  let folder: string;
  let gateways: Gateways;
  let context: GatewayContext & Pick<Gateways, 'picture'>;

  beforeEach(async () => {
    bench = await open();
    await bench.store.write(() => savePool({ ...usualPool('default'), country: 'DE' }));
    folder = mkdtempSync(join(tmpdir(), 'simgate-handlers-'));
    const common = { store: bench.store, clock, random: () => 0.5, ids };
    gateways = openGateways({ ...common, keyFile: join(folder, 'secret.key'), answerMs: 30_000 });
    context = { ...common, ...gateways };
  });

  afterEach(async () => {
    await gateways.close();
    await bench.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The body of an answer that went well, with the code that the contract documents for it. */
  async function bodyOf<Reply>(answer: Promise<Reply> | Reply, code = 200): Promise<Record<string, unknown>> {
    const got = (await answer) as {
      kind: string;
      code: number;
      body?: Record<string, unknown>;
      error?: string;
    };
    assert.deepEqual([got.kind, got.code], ['done', code], got.error);
    return got.body ?? {};
  }

  async function refusalOf(answer: unknown): Promise<readonly [code: number, error: string]> {
    const got = (await answer) as { kind: string; code: number; error?: string };
    assert.equal(got.kind, 'refused');
    return [got.code, got.error ?? ''];
  }

  async function addGateway(address: string): Promise<string> {
    const settings = { address, user: 'admin', password: 'secret', tags: ['berlin'] };
    return String((await bodyOf(gatewayHandlers.create_gateway(settings, context, call), 201)).id);
  }

  /** The news that its driver would give. */
  async function learn(id: string, iccid: string): Promise<void> {
    const gateway = await bench.store.read(() => findGateway(id));
    assert.ok(gateway !== undefined);
    const port = { port: 3, registration: 'REGISTER_OK', imsi: '26201', iccid, number: '+4915100000001' };
    await bench.store.write(() =>
      notePorts(gateway, clock.now(), [{ ...port, operator: 'Net', signal: 20, sends: true }]),
    );
  }

  async function receive(id: string, text: string, sender = '015112345678'): Promise<void> {
    const gateway = await bench.store.read(() => findGateway(id));
    assert.ok(gateway !== undefined);
    clock.advance(1000);
    const inbound = [{ dedupe: text, port: 3, imsi: '', sender, text, at: clock.now() }];
    const place = () => gateways.picture.placeOf(gateway);
    await commitNews(
      { store: bench.store, clock, ids, mark: gateway, place, onResults: async () => {} },
      { inbound },
    );
  }

  test('a gateway is added, listed in pages, changed and removed; its password never comes back', async () => {
    const first = await addGateway('http://192.0.2.1/');
    const second = await addGateway('http://192.0.2.2:8080');
    const page = await bodyOf(gatewayHandlers.list_gateways({ limit: 1 }, context, call));
    assert.equal(page.next, first);
    const rest = await bodyOf(gatewayHandlers.list_gateways({ limit: 1, cursor: first }, context, call));
    assert.deepEqual(
      (rest.gateways as { id: string }[]).map(({ id }) => id),
      [second],
    );
    assert.ok(!JSON.stringify([page, rest]).includes('secret'));

    const shown = await bodyOf(gatewayHandlers.get_gateway({ id: first }, context, call));
    assert.deepEqual([shown.address, shown.state, shown.kind], ['http://192.0.2.1', 'new', 'unknown']);
    assert.match(String(shown.push_path), /^\/push\/[\w-]{24}$/);
    const off = await bodyOf(gatewayHandlers.change_gateway({ id: first, enabled: false }, context, call));
    assert.equal(off.state, 'disabled');
    assert.deepEqual(off.tags, ['berlin'], 'what is absent stays');
    const taken = { id: first, address: 'http://192.0.2.2:8080', password: 'x' };
    assert.equal((await refusalOf(gatewayHandlers.change_gateway(taken, context, call)))[0], 409);
    await bodyOf(gatewayHandlers.remove_gateway({ id: first }, context, call));
    assert.equal((await refusalOf(gatewayHandlers.get_gateway({ id: first }, context, call)))[0], 404);
    assert.equal((await refusalOf(gatewayHandlers.remove_gateway({ id: first }, context, call)))[0], 404);
  });

  test('a SIM is one wherever it is put, and says why it does not send', async () => {
    const [here, there] = [await addGateway('http://192.0.2.1'), await addGateway('http://192.0.2.2')];
    await learn(here, '8949001');
    const settings = { id: '8949001', tags: ['prepaid'], limits: { day: 100 }, cost: 2.5 };
    await bodyOf(simHandlers.change_sim(settings, context, call));
    await learn(there, '8949001');
    const sim = await bodyOf(simHandlers.get_sim({ id: '8949001' }, context, call));
    assert.deepEqual(
      [sim.gateway, sim.port, sim.tags, sim.limits, sim.cost],
      [there, 3, ['prepaid'], { day: 100 }, 2.5],
    );
    assert.equal(sim.waits_for, 'Its gateway is new.');
    assert.deepEqual(sim.used, { minute: 0, hour: 0, day: 0, month: 0, recipients: 0 });
    const { sims } = await bodyOf(simHandlers.list_sims({}, context, call));
    assert.equal((sims as unknown[]).length, 1);
    assert.equal((await refusalOf(simHandlers.get_sim({ id: '1' }, context, call)))[0], 404);
  });

  test('a SIM without ICCID is known by its IMSI', async () => {
    await learn(await addGateway('http://192.0.2.1'), '');
    const { sims } = await bodyOf(simHandlers.list_sims({}, context, call));
    assert.deepEqual(
      (sims as { id: string }[]).map(({ id }) => id),
      ['imsi:26201'],
    );
  });

  test('received messages are searched, and are conversations by number', async () => {
    const id = await addGateway('http://192.0.2.1');
    await learn(id, '8949001');
    clock.advance(1000);
    await receive(id, 'one');
    await receive(id, 'two', '+4915112345678');
    await receive(id, 'three', 'Bank');
    const texts = async (filter: object) =>
      (
        (await bodyOf(inboundHandlers.list_inbound(filter, context, call))).messages as { text: string }[]
      ).map(({ text }) => text);
    assert.deepEqual(await texts({}), ['three', 'two', 'one']);
    assert.deepEqual(
      await texts({ from: '+4915112345678' }),
      ['two', 'one'],
      'one number however it is written',
    );
    assert.deepEqual(await texts({ sim: '8949001', limit: 1 }), ['three']);
    const [newest] = (await bodyOf(inboundHandlers.list_inbound({}, context, call))).messages as {
      id: string;
    }[];
    assert.ok(newest);
    assert.deepEqual(await bodyOf(inboundHandlers.get_inbound({ id: newest.id }, context, call)), newest);
    const unknown = { id: ids.next(0) };
    assert.equal((await refusalOf(inboundHandlers.get_inbound(unknown, context, call)))[0], 404);
    assert.deepEqual(await texts({ pool: 'other' }), []);
    assert.deepEqual(await texts({ time_before: new Date(clock.now() - 1500).toISOString() }), ['one']);

    const { conversations } = await bodyOf(inboundHandlers.list_conversations({}, context, call));
    assert.deepEqual(
      (conversations as { number: string; last: { text: string; to: string } }[]).map(({ number, last }) => [
        ...[number, last.text, last.to],
      ]),
      [
        ['Bank', 'three', '+4915100000001'],
        ['+4915112345678', 'two', '+4915100000001'],
      ],
    );
    const numbersOf = async (filter: object) =>
      (
        (await bodyOf(inboundHandlers.list_conversations(filter, context, call))).conversations as {
          number: string;
        }[]
      ).map(({ number }) => number);
    assert.deepEqual(await numbersOf({ pool: 'default' }), ['Bank', '+4915112345678']);
    assert.deepEqual(await numbersOf({ pool: 'other' }), []);
    assert.deepEqual(await numbersOf({ limit: 1 }), ['Bank']);
    assert.deepEqual(
      await numbersOf({
        cursor: (await bodyOf(inboundHandlers.list_conversations({ limit: 1 }, context, call))).next,
      }),
      ['+4915112345678'],
    );
    const talk = { number: '+4915112345678', limit: 1 };
    const { messages, next } = await bodyOf(inboundHandlers.get_conversation(talk, context, call));
    assert.deepEqual(
      (messages as { text: string; direction: string }[]).map(({ text, direction }) => [text, direction]),
      [['two', 'received']],
    );
    const older = await bodyOf(
      inboundHandlers.get_conversation({ ...talk, cursor: String(next) }, context, call),
    );
    assert.deepEqual(
      (older.messages as { text: string }[]).map(({ text }) => text),
      ['one'],
    );
  });

  test('people opt numbers out and in', async () => {
    const set = (number: string, opted_out: boolean) =>
      inboundHandlers.set_opt_out({ number, opted_out }, context, call);
    const listed = async () =>
      (await bodyOf(inboundHandlers.list_opt_outs({}, context, call))).opt_outs as { number: string }[];
    await bodyOf(set('0151 123 45678', true));
    await bodyOf(set('+4915112345678', true));
    assert.deepEqual(
      (await listed()).map(({ number }) => number),
      ['+4915112345678'],
    );
    await bodyOf(set('+4915112345678', false));
    assert.deepEqual(await listed(), []);
    assert.equal((await refusalOf(set('Bank', true)))[0], 400);
    const unknown = { pool: 'nowhere', number: '+4915112345678', opted_out: true };
    assert.deepEqual(await refusalOf(inboundHandlers.set_opt_out(unknown, context, call)), [
      ...[404, 'pool: there is no pool nowhere'],
    ]);
  });
});
