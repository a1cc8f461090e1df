/** HTTPS of the gateways: each has a self-signed certificate of its own, as hardware is delivered. */

import type { Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import type { Clock } from '../../radio.ts';
import type { FleetGateway } from '../state/model.ts';

/** The certificates of a fleet; one is made when the first connection needs it. */
export interface Certificates {
  /** TLS on a connection of this gateway; undefined: the handshake failed. */
  secure(gateway: FleetGateway, socket: Socket): Promise<TLSSocket | undefined>;
  /** Another certificate from the next connection on, as after a change of firmware. */
  renew(index: number): void;
}

/** Makes self-signed certificates, one for each gateway, when they are needed first. */
export function createCertificates(clock: Clock): Certificates {
  /** Handshakes of a gateway follow each other: they share its slow processor. */
  const turns = new Map<number, Promise<void>>();
  const contexts = new Map<number, Promise<SecureContext>>();
  const contextOf = (index: number) => {
    const context = contexts.get(index) ?? makeContext(index);
    contexts.set(index, context);
    return context;
  };
  return {
    async secure({ index, quirks }, socket) {
      const secureContext = await contextOf(index);
      if (quirks.handshakeTime > 0) {
        const before = turns.get(index) ?? Promise.resolve();
        const mine = before.then(
          () => new Promise<void>(resolve => clock.after(quirks.handshakeTime, resolve)),
        );
        turns.set(index, mine);
        await mine;
      }
      const secured = new TLSSocket(socket, { isServer: true, secureContext });
      return new Promise(resolve => {
        secured.once('secure', () => resolve(secured));
        secured.once('close', () => resolve(undefined));
        secured.on('error', () => {});
      });
    },
    renew: index => void contexts.delete(index),
  };
}

async function makeContext(index: number): Promise<SecureContext> {
  // 180 modules, which a simulator without HTTPS need not read.
  const { generate } = await import('selfsigned');
  const name = [{ name: 'commonName', value: `virtual gateway ${index}` }];
  const { cert, private: key } = await generate(name, { keyType: 'ec', algorithm: 'sha256' });
  return createSecureContext({ cert, key });
}
