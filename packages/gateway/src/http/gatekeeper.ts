/** What happens to every request before anybody looks at its body: Host, user and password, foreign pages. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Authenticator } from './authentication/authenticate.ts';
import type { FailedLogins } from './authentication/failed-logins.ts';
import { foreignPage, isLocalHost } from './browsers.ts';
import type { Metrics } from './metrics.ts';
import { sendPage } from './pages.ts';

export interface Gatekeeper {
  /** Calls `pass` where the request may go on; else it is answered here. */
  check(request: FastifyRequest, reply: FastifyReply, pass: () => void): void;
  /** Answers at once all that wait for having failed. */
  release(): void;
}

export interface GatekeeperOptions {
  readonly authenticator: Authenticator;
  readonly failedLogins: FailedLogins;
  /** The listener is reachable from this machine alone. */
  readonly loopbackOnly: boolean;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Waits that can all be ended early. */
function createWaits(clock: Clock) {
  const waiting = new Set<() => void>();
  return {
    wait(milliseconds: number, action: () => void): void {
      const end = (): void => {
        waiting.delete(end);
        cancel();
        action();
      };
      waiting.add(end);
      const cancel = clock.after(milliseconds, end);
    },
    release(): void {
      for (const end of [...waiting]) end();
    },
  };
}

/** Makes the keeper of the gate. */
export function createGatekeeper(options: GatekeeperOptions): Gatekeeper {
  const { authenticator, failedLogins, loopbackOnly, clock, log, metrics } = options;
  const waits = createWaits(clock);

  const challenge = (reply: FastifyReply, stale: boolean): void => {
    reply.header('www-authenticate', authenticator.challenges(stale));
    sendPage(reply, 401);
  };

  const slowDown = (request: FastifyRequest, reply: FastifyReply, user: string): void => {
    const delay = failedLogins.record(request.ip, user);
    metrics.failedLogin();
    log.warn({ requestId: request.id, address: request.ip, delay }, 'wrong user or password');
    waits.wait(delay, () => challenge(reply, false));
  };

  const checkPage = (request: FastifyRequest, reply: FastifyReply, pass: () => void): void => {
    const foreign = request.routeOptions.config.endpoint?.changesState
      ? foreignPage(request.headers)
      : undefined;
    if (foreign === undefined) pass();
    else sendPage(reply, 403, `A page of another site may not change anything here: ${foreign}`);
  };

  return {
    check(request, reply, pass) {
      const { headers, routeOptions, method } = request;
      if (loopbackOnly && !isLocalHost(headers.host)) {
        sendPage(reply, 403, 'Host is not this machine; this gateway listens on loopback alone.');
        return;
      }
      if (routeOptions.config.endpoint?.access === 'open') {
        pass();
        return;
      }
      const verdict = authenticator.judge(headers.authorization, method, request.url);
      if (verdict.kind === 'right') checkPage(request, reply, pass);
      else if (verdict.kind === 'wrong') slowDown(request, reply, verdict.user);
      else challenge(reply, verdict.kind === 'stale');
    },
    release: waits.release,
  };
}
