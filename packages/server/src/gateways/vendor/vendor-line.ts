/**
 * The line to original hardware: one request at a time, a connection for each, Digest. The web server of these boxes never checks its nonces,
 * but a box that does (or was restarted) refuses an old one without saying that it is stale: then one new nonce is fetched, once.
 */
import { type Client, createClient, type Result } from '@simgate/api';
import type { DriverContext } from '../context.ts';
import { openWire, type Wire } from '../wire.ts';

export class VendorLine {
  readonly wire: Wire;
  readonly #context: DriverContext;
  #client: Client;
  /** The password was right with the nonce that is in use. */
  #wasRight = false;

  constructor(context: DriverContext) {
    const { address, certificate, listener, answerMs } = context;
    this.#context = context;
    this.wire = openWire({
      address,
      certificate,
      onCertificate: found => void listener.facts({ certificate: found }).catch(() => {}),
      connections: 1,
      keepAlive: false,
      silence: answerMs,
      // TLS alone takes such a box seconds.
      connectWithin: answerMs / 2,
      mostOctets: 8 * 1024 * 1024,
    });
    this.#client = this.#newClient();
  }

  #newClient(): Client {
    const { address, user, password, answerMs } = this.#context;
    return createClient({
      baseUrl: address,
      user,
      password,
      device: 'original',
      // The session decides about repeats: each try may count for a ban.
      retries: 0,
      timeout: answerMs,
      fetch: this.wire.fetch,
    });
  }

  /** One call. Never rejects. */
  async call<Reply>(work: (client: Client) => Promise<Result<Reply>>): Promise<Result<Reply>> {
    const result = await work(this.#client);
    if (result.ok) this.#wasRight = true;
    if (result.ok || result.error.kind !== 'unauthorized' || !this.#wasRight) return result;
    this.#wasRight = false;
    this.#client = this.#newClient();
    const again = await work(this.#client);
    if (again.ok) this.#wasRight = true;
    return again;
  }
}
