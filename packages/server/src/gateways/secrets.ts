/** Passwords of gateways at rest: AES-256-GCM under a key that lies in a file of its own, readable for its owner alone. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { ConfigError } from '@simgate/daemon';

const KEY_BYTES = 32;
/** NIST SP 800-38D 5.2.1.1 recommends 96 bits. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** First octet of a sealed secret: it distinguishes this form from later ones. */
const FORM = 1;

export interface Secrets {
  /** @param owner whose secret it is: sealed for one gateway, it cannot be opened as that of another */
  seal(owner: string, secret: string): Uint8Array;
  /** Undefined where it was sealed under another key or for another owner, or was changed. */
  open(owner: string, sealed: Uint8Array): string | undefined;
}

/** Whoever comes first makes the key: the file appears whole or not at all. */
function makeKey(file: string): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const opened = openSync(draft, 'wx', 0o600);
  try {
    writeSync(opened, `${randomBytes(KEY_BYTES).toString('hex')}\n`);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}

function readKey(file: string): Buffer | undefined {
  try {
    return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ConfigError(`the key file ${file} cannot be read: ${(error as Error).message}`);
  }
}

function keyOf(file: string): Buffer {
  let key = readKey(file);
  if (key === undefined) {
    makeKey(file);
    key = readKey(file);
  }
  if (key?.length !== KEY_BYTES)
    throw new ConfigError(`the key file ${file} must hold ${2 * KEY_BYTES} hexadecimal digits`);
  chmodSync(file, 0o600);
  return key;
}

/**
 * Opens the key file; makes it, with mode 0600, where it is missing. All processes of one server need the same file.
 * @throws ConfigError where the file cannot be read or holds no key
 */
export function openSecrets(file: string): Secrets {
  const key = keyOf(file);
  return {
    seal(owner, secret) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(Buffer.from(owner));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(FORM), nonce, text, cipher.getAuthTag()]);
    },
    open(owner, sealed) {
      const octets = Buffer.from(sealed);
      if (octets[0] !== FORM || octets.length < 1 + NONCE_BYTES + TAG_BYTES) return undefined;
      const text = octets.subarray(1 + NONCE_BYTES, -TAG_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, octets.subarray(1, 1 + NONCE_BYTES));
      decipher.setAAD(Buffer.from(owner));
      decipher.setAuthTag(octets.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
