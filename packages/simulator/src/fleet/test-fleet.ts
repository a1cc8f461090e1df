/** For tests: a fleet on a clock that is moved by hand, and a client that signs in by Basic. */

import type { FastifyInstance } from 'fastify';
import { createTestClock, type TestClock } from '../network/test-clock.ts';
import { createFleetControl } from './control/control.ts';
import { type Fleet, type FleetOptions, startFleet } from './fleet.ts';

export interface TestFleet extends AsyncDisposable {
  readonly fleet: Fleet;
  readonly clock: TestClock;
  /** Asks gateway 0: GET, or POST with a JSON body. Resolves with the parsed answer. */
  ask(path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** The same with the status line and the raw text. */
  fetch(path: string, init?: RequestInit, gateway?: number): Promise<{ status: number; text: string }>;
  control(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ status: number; body: unknown }>;
}

export const SERIAL = 'da00-7466-104d-80f2';
const start = Date.UTC(2025, 0, 1, 12);

/** By default one gateway of four ports whose segments take a second. */
export async function testFleet(options: FleetOptions = {}): Promise<TestFleet> {
  const clock = createTestClock(start);
  const fleet = await startFleet({
    ...{ ports: 4, addressing: 'path', clock, air: oneSecond, ...options },
    quirks: { auth: 'both', answerTime: 0, ...options.quirks },
  });
  // Made when it is needed: compiling its schemas takes longer than most tests.
  let server: FastifyInstance | undefined;
  const Authorization = `Basic ${Buffer.from('admin:admin').toString('base64')}`;
  const get = async (path: string, init: RequestInit = {}, gateway = 0) => {
    const headers = { Authorization, ...(init.headers as Record<string, string> | undefined) };
    const response = await fetch(`${fleet.urlOf(gateway)}${path}`, { ...init, headers });
    return { status: response.status, text: await response.text() };
  };
  return {
    fleet,
    clock,
    fetch: get,
    async ask(path, body) {
      const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      return JSON.parse((await get(path, init)).text);
    },
    async control(method, url, payload, headers = {}) {
      server ??= createFleetControl(fleet);
      const response = await server.inject({ method, url, headers, ...(payload && { payload }) });
      return { status: response.statusCode, body: response.json() };
    },
    async [Symbol.asyncDispose]() {
      await server?.close();
      await fleet.close();
    },
  };
}

const oneSecond = {
  airTime: { minimum: 1000, maximum: 1000 },
  deliveryTime: { minimum: 2000, maximum: 2000 },
};
