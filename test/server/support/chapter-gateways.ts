/** Gateways of every kind behind one server, each with the world on its far side: who writes to it, who calls it, what it sent. */
import { type RunningFleet, startFleetProgram } from '@simgate/simulator';
import type { TestServer } from '../../../packages/server/src/testing/running-server.ts';
import { quirksOf } from '../../../packages/simulator/src/fleet/quirks.ts';
import {
  control,
  type GatewayProgram,
  instantAir,
  startGatewayProgram,
  until,
} from '../../end-to-end/support/gateway.ts';
import { otherValues } from './every-quirk.ts';

/** Numbers that begin so are not reached: the network reports that the recipient is unknown. */
export const UNREACHABLE = '+49160';
const NOT_DELIVERED = 70; // 23.040 9.2.3.15

export interface Subject {
  /** A name for the message of a failure. */
  readonly name: string;
  /** Its id at the server. */
  readonly id: string;
  /** Numbers to send to have these digits behind the country: others for each gateway. */
  readonly digits: string;
  readonly isOurs: boolean;
  readonly quirk: string;
  /** Somebody writes to the SIM in a port. */
  receive(port: number, from: string, text: string): Promise<unknown>;
  /** Somebody calls the SIM in a port, and gives up or is answered. */
  call(port: number, from: string, isAnswered: boolean): Promise<unknown>;
  /** How often the network took a message with this text from it. */
  sent(text: string): Promise<number>;
  restart(): Promise<unknown>;
}

export interface ChapterGateways extends AsyncDisposable {
  readonly subjects: readonly Subject[];
  readonly fleet: RunningFleet;
  /** How long a message that begins from now on is on the air, in milliseconds. */
  airTime(milliseconds: number): Promise<void>;
}

const eras = ['2017', '2014', 'document'] as const;
/** The suite turns every fourth switch, `npm run chapters-run` each of them. */
const every = process.env.CHAPTERS_FORM === 'full' ? 1 : 4;
const quirkNames = (Object.keys(otherValues) as (keyof typeof otherValues)[]).filter(
  (_, place) => place % every === 0,
);

function fleetSubject(fleet: RunningFleet, place: number, name: string, id: string): Subject {
  const path = (rest: string): string => `${fleet.control}/gateways/${place}${rest}`;
  return {
    ...{ name, id, digits: String(100 + place), isOurs: false, quirk: name },
    receive: (port, from, text) =>
      control(`${fleet.control}/incoming`, 'POST', [{ from, gateway: place, port, text }]),
    call: (port, from, answered) => control(path(`/ports/${port}/calls`), 'POST', { from, answered }),
    async sent(text) {
      const messages = fleet.fleet.world.record.messages();
      return messages.filter(one => one.gateway === place && one.text === text && one.fate === 'sent').length;
    },
    restart: () => control(path('/restart'), 'POST', { milliseconds: 10 }),
  };
}

interface OwnCall {
  readonly id: number;
  readonly source_number: string;
}

interface Carried {
  readonly messages: readonly { readonly text?: string }[];
}

async function ringing(own: GatewayProgram, from: string): Promise<OwnCall> {
  const { calls } = await until(
    async () => (await own.call('/v1/calls')) as unknown as { calls: readonly OwnCall[] },
    answer => answer.calls.some(one => one.source_number === from),
  );
  const call = calls.find(one => one.source_number === from);
  if (call === undefined) throw new Error(`nobody calls from ${from}`);
  return call;
}

function ownSubject(own: GatewayProgram, id: string): Subject {
  return {
    ...{ name: 'our gateway', id, digits: '099', isOurs: true, quirk: '' },
    receive: (port, from, text) => control(`${own.control}/modems/${port}/messages`, 'POST', { from, text }),
    async call(port, from, isAnswered) {
      const outside = await control(`${own.control}/modems/${port}/calls`, 'POST', { from, talk: 1000 });
      const { id } = await ringing(own, from);
      if (isAnswered) return own.call(`/v1/calls/${id}/answer`, {});
      return control(`${own.control}/calls/${(outside as { id: number }).id}/hang-up`, 'POST');
    },
    async sent(text) {
      const { messages } = (await control(`${own.control}/carried?kind=submit&limit=1000`)) as Carried;
      return messages.filter(one => one.text === text).length;
    },
    // It reports its start by itself, and nothing else here.
    restart: async () => {},
  };
}

async function add(
  server: TestServer,
  address: string,
  login: object,
): Promise<{ id: string; path: string }> {
  const { body } = await server.call('/v1/gateways', { address, ...login });
  return { id: body.id, path: body.push_path };
}

async function startOurs(folder: string): Promise<GatewayProgram> {
  const own = await startGatewayProgram(folder, { SIMGATE_VIRTUAL_PORTS: '4' });
  await instantAir(own);
  const rule = { match: { toPrefix: UNREACHABLE }, reports: [{ status: NOT_DELIVERED, when: 'delivered' }] };
  await control(`${own.control}/outcome-rules`, 'PUT', [rule]);
  return own;
}

async function addFleet(server: TestServer, fleet: RunningFleet): Promise<readonly Subject[]> {
  const names = ['hardware of 2021', ...quirkNames, ...eras.map(era => `hardware of ${era}`)];
  return Promise.all(
    names.map(async (name, place) => {
      const address = fleet.gateways[place] ?? '';
      const { id, path } = await add(server, address, { user: 'admin', password: 'admin', name });
      await control(`${fleet.control}/gateways/${place}/push`, 'PUT', { url: `${server.url}${path}` });
      return fleetSubject(fleet, place, name, id);
    }),
  );
}

/** Starts one gateway of ours, and one of the fleet for each switch and each era, and adds them all to the server. */
export async function openChapterGateways(server: TestServer, folder: string): Promise<ChapterGateways> {
  const own = await startOurs(folder);
  const fleet = await startFleetProgram({
    ...{ gateways: 1 + quirkNames.length + eras.length, ports: 4, controlPort: 0 },
    air: { airTime: { minimum: 0, maximum: 0 }, deliveryTime: { minimum: 0, maximum: 0 } },
  });
  const change = (place: number, quirks: object) =>
    control(`${fleet.control}/gateways/${place}/quirks`, 'PATCH', quirks);
  for (const [at, name] of quirkNames.entries()) await change(1 + at, { [name]: otherValues[name] });
  for (const [at, era] of eras.entries()) await change(1 + quirkNames.length + at, quirksOf(era));
  await control(`${fleet.control}/air`, 'PATCH', {
    rules: [{ match: { toPrefix: UNREACHABLE }, status: NOT_DELIVERED }],
  });
  const { id } = await add(server, own.url, { user: own.user, password: own.password, name: 'ours' });
  const subjects = [ownSubject(own, id), ...(await addFleet(server, fleet))];
  await until(
    () => server.call('/v1/gateways?limit=500'),
    ({ body }) =>
      body.gateways.every(
        (one: { state: string; ports: { waits_for: string }[] }) =>
          one.state === 'up' && one.ports.length === 4 && one.ports.every(port => port.waits_for === ''),
      ),
  );
  return {
    ...{ subjects, fleet },
    async airTime(milliseconds) {
      const time = { minimum: milliseconds, maximum: milliseconds };
      await control(`${own.control}/air-time`, 'PUT', time);
      await control(`${fleet.control}/air`, 'PATCH', { airTime: time });
    },
    async [Symbol.asyncDispose]() {
      await own.program.end();
      await fleet.close();
    },
  };
}
