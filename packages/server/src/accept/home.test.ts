/** The partition in which a new message begins. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Fleet } from '../choice/fleet.ts';
import type { Gateway } from '../domain/gateway.ts';
import { partOfText } from '../domain/ids.ts';
import { type Lane, writeLane } from '../domain/lane.ts';
import { usualPool } from '../domain/pool.ts';
import { someGateway, someSim } from '../testing/server-bench.ts';
import { HomeFinder } from './home.ts';

const pool = usualPool('default');
const anywhere: Lane = { pool: pool.id, tag: '', sim: '', gateway: '', port: undefined };

interface Box {
  readonly id: string;
  readonly part: number;
  readonly ports: number;
  readonly registration?: string;
  readonly gateway?: Partial<Gateway>;
}

function fleetOf(boxes: readonly Box[]): Fleet {
  const fleet = new Fleet();
  fleet.replace({
    version: 1,
    pools: [pool],
    gateways: boxes.map(({ id, part, gateway }) => ({ ...someGateway(id, part), state: 'up', ...gateway })),
    ports: boxes.flatMap(({ id, part, ports, registration = 'REGISTER_OK' }) =>
      Array.from({ length: ports }, (_, port) => ({
        ...{ part, gateway: id, port, sim: `${id}-${port}`, registration, signal: 20 },
        ...{ enabled: true, sends: true, seenAt: 1 },
      })),
    ),
    sims: boxes.flatMap(({ id, ports }) =>
      Array.from({ length: ports }, (_, port) => someSim(`${id}-${port}`, id, port)),
    ),
  });
  return fleet;
}

function homeOf(boxes: readonly Box[], random = 0, lane = anywhere, sticky = ''): number {
  return new HomeFinder(fleetOf(boxes), () => random).homeOf(pool, lane, sticky);
}

const small: Box = { id: 'a', part: 3, ports: 1 };
const big: Box = { id: 'b', part: 9, ports: 3 };

describe('the home of a message', () => {
  const draws: [random: number, part: number][] = [
    [0, 3],
    [0.24, 3],
    [0.25, 9],
    [0.99, 9],
  ];
  for (const [random, part] of draws)
    test(`a quarter of the SIMs has a quarter of the messages: ${random} is ${part}`, () =>
      assert.equal(homeOf([small, big], random), part));

  test('is where the SIM is that the recipient knows', () =>
    assert.equal(homeOf([small, big], 0, anywhere, 'b-2'), 9));

  test('is drawn for a SIM that has left the fleet', () =>
    assert.equal(homeOf([small, big], 0, anywhere, 'gone'), 3));

  test('is where the lane leads', () =>
    assert.equal(homeOf([small, big], 0, { ...anywhere, gateway: 'b' }), 9));

  const away: [name: string, box: Partial<Box>][] = [
    ['a gateway that is down', { gateway: { state: 'down' } }],
    ['a gateway that is switched off', { gateway: { enabled: false } }],
    ['a port that is not registered', { registration: 'UNREGISTER' }],
  ];
  for (const [name, differences] of away)
    test(`is none of ${name} while others send`, () =>
      assert.equal(homeOf([{ ...small, ...differences }, big]), 9));

  test('is among those that may carry it where none sends now', () =>
    assert.equal(homeOf([{ ...small, gateway: { state: 'down' } }]), 3));

  test('is made of the lane where no SIM may carry it at all', () => {
    const lane = { ...anywhere, sim: 'gone' };
    assert.equal(homeOf([small, big], 0, lane), partOfText(writeLane(lane)));
  });

  test('is found without a look at each SIM for the second message of a lane', t => {
    const fleet = fleetOf([small, big]);
    const places = t.mock.method(fleet, 'places');
    const finder = new HomeFinder(fleet, () => 0);
    for (let message = 0; message < 3; message += 1) finder.homeOf(pool, anywhere, '');
    assert.equal(places.mock.callCount(), 1);
    finder.homeOf(pool, { ...anywhere, gateway: 'b' }, '');
    assert.equal(places.mock.callCount(), 2);
  });
});
