/** The certificate of HTTPS: the configured one, or a self-signed one that is made once and kept. */
import { X509Certificate } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { HttpConfig } from '../config/schema.ts';
import { ConfigError } from '../errors.ts';

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

/**
 * The certificate chain and key, in PEM. `now` is wall time in milliseconds.
 * @throws ConfigError where a configured file cannot be read.
 */
export async function keepCertificate(tls: Tls, dataFolder: string, now: number): Promise<Certificate> {
  if (tls.certificate !== undefined && tls.key !== undefined) {
    const cert = await readConfigured(tls.certificate, 'certificate');
    return { cert, key: await readConfigured(tls.key, 'key') };
  }
  const file = join(dataFolder, 'self-signed.pem');
  const kept = await readKept(file);
  if (kept !== undefined && isGood(kept, now)) return kept;
  const made = await make(tls.host, now);
  await keep(file, made);
  return made;
}
