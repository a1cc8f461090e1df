/** Troubles of a run, drawn by chance from a seed. */
import type { VirtualFleet } from './virtual-fleet.ts';

/** Troubles of a process of the server. */
export interface ServerLives {
  readonly count: number;
  /** SIGKILL, and the next life. */
  kill(index: number): Promise<void>;
  /** SIGSTOP, and SIGCONT after so many milliseconds. */
  freeze(index: number, milliseconds: number): Promise<void>;
}

export interface TroubleWorld {
  readonly fleet: VirtualFleet;
  readonly servers: ServerLives;
  /** Restarts the database; undefined: the store is no server. */
  readonly restartDatabase: (() => Promise<void>) | undefined;
  /** Lets its standby take over; undefined: it has none. */
  readonly failOver: (() => Promise<void>) | undefined;
  readonly random: () => number;
}

/** One kind of trouble, with how often it is drawn. */
interface Trouble {
  readonly name: string;
  readonly weight: number;
  /** Absent: always. */
  isPossible?(world: TroubleWorld): boolean;
  run(world: TroubleWorld): Promise<unknown>;
}

const SHORT = 2000;
const LONG = 8000;

function oneGateway({ fleet, random }: TroubleWorld): string {
  return String(Math.floor(random() * fleet.gateways.length));
}

function oneServer({ servers, random }: TroubleWorld): number {
  return Math.floor(random() * servers.count);
}

function time({ random }: TroubleWorld): number {
  return SHORT + Math.floor(random() * (LONG - SHORT));
}

const troubles: readonly Trouble[] = [
  { name: 'a server is killed', weight: 4, run: world => world.servers.kill(oneServer(world)) },
  { name: 'a server freezes', weight: 2, run: world => world.servers.freeze(oneServer(world), time(world)) },
  {
    name: 'a gateway restarts',
    weight: 3,
    run: world =>
      world.fleet.control('POST', `/gateways/${oneGateway(world)}/restart`, { milliseconds: time(world) }),
  },
  {
    name: 'a gateway is cut off',
    weight: 3,
    run: world => {
      const line = world.random() < 0.5 ? 'refuses' : 'silent';
      return world.fleet.control('PUT', `/gateways/${oneGateway(world)}/line`, {
        line,
        milliseconds: time(world),
      });
    },
  },
  {
    name: 'a gateway freezes',
    weight: 2,
    run: world =>
      world.fleet.control('POST', `/gateways/${oneGateway(world)}/freeze`, { milliseconds: time(world) }),
  },
  {
    name: 'a gateway loses answers',
    weight: 4,
    run: world =>
      world.fleet.control('PUT', `/gateways/${oneGateway(world)}/faults`, [
        { kind: 'lost', path: '/api/send_sms', times: 3 },
        { kind: 'unread', path: '/api/send_sms', times: 1 },
        { kind: 'garbage', times: 1 },
      ]),
  },
  {
    name: 'the database restarts',
    weight: 1,
    isPossible: world => world.restartDatabase !== undefined,
    run: world => inTurn(() => world.restartDatabase?.()),
  },
  {
    name: 'the database fails over',
    weight: 1,
    isPossible: world => world.failOver !== undefined,
    run: world => inTurn(() => world.failOver?.()),
  },
];

let atDatabase: Promise<unknown> = Promise.resolve();

/** Troubles of the database come one after the other: it, or the next standby, has to be there again. */
function inTurn(make: () => Promise<void> | undefined): Promise<unknown> {
  atDatabase = atDatabase.then(make);
  return atDatabase;
}

/** Draws a trouble and makes it; resolves to its name once it is done. @param only the names to draw from; absent: all */
export async function makeTrouble(world: TroubleWorld, only?: readonly string[]): Promise<string> {
  const possible = troubles.filter(
    trouble => trouble.isPossible?.(world) !== false && only?.includes(trouble.name) !== false,
  );
  let left = world.random() * possible.reduce((sum, { weight }) => sum + weight, 0);
  const chosen = possible.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  await chosen?.run(world);
  return chosen?.name ?? '';
}
