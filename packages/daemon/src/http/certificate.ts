/** The certificate of HTTPS: the configured one, or a self-signed one that is made once and kept. */
import { X509Certificate } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { ConfigError } from '../errors.ts';
import type { HttpConfig } from '../settings/http-settings.ts';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

type Tls = NonNullable<HttpConfig['tls']>;

const DAYS = 86_400_000;
/** Browsers accept no longer life; clients of this API verify nothing. */
const LIFE = 825 * DAYS;
/** A new one is made when this little is left. */
const RESERVE = 30 * DAYS;

async function readConfigured(file: string, key: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`http.tls.${key}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readKept(file: string): Promise<Certificate | undefined> {
  try {
    const text = await readFile(file, 'utf8');
    const start = text.indexOf('-----BEGIN CERTIFICATE');
    return { key: text.slice(0, start), cert: text.slice(start) };
  } catch {
    return undefined;
  }
}

function isGood({ cert }: Certificate, now: number): boolean {
  try {
    return Date.parse(new X509Certificate(cert).validTo) - now > RESERVE;
  } catch {
    return false;
  }
}

function alternativeNames(host: string) {
  return [...new Set(['localhost', hostname(), '127.0.0.1', '::1', host])]
    .filter(name => name !== '' && name !== '0.0.0.0' && name !== '::')
    .map(name => (isIP(name) === 0 ? { type: 2 as const, value: name } : { type: 7 as const, ip: name }));
}

async function make(host: string, now: number): Promise<Certificate> {
  // Loaded only where it is needed: it is the heaviest library we have.
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: hostname() }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAYS),
    notAfterDate: new Date(now + LIFE),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: alternativeNames(host) },
    ],
  });
  return { key: made.private, cert: made.cert };
}

/** One file holds both, so that they never disagree after a crash. */
async function keep(file: string, { key, cert }: Certificate): Promise<void> {
  const fresh = `${file}.new`;
  await writeFile(fresh, `${key.trim()}\n${cert.trim()}\n`, { mode: 0o600 });
  await rename(fresh, file);
}

/** How often files are looked at again. */
const LOOK_EVERY = 60_000;

/** The certificate that is served: files that were renewed are taken up, a self-signed one is made anew before its end. */
export class CertificateKeeper {
  readonly #tls: Tls;
  readonly #dataFolder: string;
  readonly #clock: Clock;
  readonly #log: Pick<Logger, 'info' | 'warn'>;
  #served: Certificate | undefined;
  #cancel: () => void = () => {};
  #stopped = false;

  constructor(tls: Tls, dataFolder: string, clock: Clock, log: Pick<Logger, 'info' | 'warn'>) {
    this.#tls = tls;
    this.#dataFolder = dataFolder;
    this.#clock = clock;
    this.#log = log;
  }

  /**
   * Chain and key in PEM.
   * @throws ConfigError where a configured file cannot be read or is none, or key and certificate do not fit.
   */
  async load(): Promise<Certificate> {
    const certificate = await this.#read();
    try {
      createSecureContext(certificate);
    } catch (error) {
      throw new ConfigError(
        `http.tls.certificate: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    this.#served = certificate;
    return certificate;
  }

  /** Calls `use` with each new certificate until `stop`. One that cannot be used is logged and the old one served on. */
  watch(use: (certificate: Certificate) => void): void {
    const again = async (): Promise<void> => {
      await this.refresh(use);
      if (!this.#stopped) this.watch(use);
    };
    this.#cancel = this.#clock.after(LOOK_EVERY, () => void again());
  }

  /** Looks at once. */
  async refresh(use: (certificate: Certificate) => void): Promise<void> {
    const before = this.#served;
    try {
      const now = await this.load();
      if (now.cert === before?.cert && now.key === before?.key) return;
      use(now);
      this.#log.info({ validTo: new X509Certificate(now.cert).validTo }, 'the new certificate is served');
    } catch (error) {
      // Perhaps one of two files is written and the other is not yet.
      this.#log.warn({ error: String(error) }, 'the certificate cannot be used; the one before is served');
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  async #read(): Promise<Certificate> {
    const { certificate, key, host } = this.#tls;
    if (certificate !== undefined && key !== undefined)
      return {
        cert: await readConfigured(certificate, 'certificate'),
        key: await readConfigured(key, 'key'),
      };
    const now = this.#clock.now();
    const file = join(this.#dataFolder, 'self-signed.pem');
    const kept = await readKept(file);
    if (kept !== undefined && isGood(kept, now)) return kept;
    const made = await make(host, now);
    await keep(file, made);
    return made;
  }
}
