/** Hands a mail to the SMTP relay of the settings. */
import { open, readFile } from 'node:fs/promises';
import { type Clock, within } from '@simgate/daemon';
import type { SMTPTransportOptions } from 'nodemailer';
import type { MailConfig } from '../../config/schema.ts';
import type { MailText } from './mail-text.ts';

export interface Mail extends MailText {
  /** The same when the mail is sent again, so that receivers can drop a repeat. */
  readonly messageId: string;
}

/** Takes a mail, or has a sentence why it does not. */
export type Relay = (mail: Mail) => Promise<{ readonly trouble: string }>;

const usualPorts = { tls: 465, starttls: 587, none: 25 } as const;

/** Milliseconds for each step of SMTP, and for all of them. */
const STEP_WITHIN = 30_000;
const ALL_WITHIN = 120_000;
const LONGEST_SECRET = 4096;
const LONGEST_TROUBLE = 300;

/** Advice, by the code of the error. */
const remedies: Readonly<Record<string, string>> = {
  EAUTH: 'the relay does not take mail.user and its password; some providers want a password for programs',
  EDNS: 'the name in mail.host is not known',
  ECONNECTION: 'nothing answers at mail.host and mail.port',
  ESOCKET: 'the connection to mail.host and mail.port failed; look at mail.security and the certificate',
  ETLS: 'the relay offers no encryption; look at mail.port and mail.security',
  ETIMEDOUT: 'the relay does not answer; look at mail.port, mail.security and the firewall',
  EENVELOPE: 'the relay does not take mail.from or mail.to',
  ENOENT: 'a file of the settings is not there',
};

async function readSecret(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LONGEST_SECRET), 0, LONGEST_SECRET, 0);
    return buffer.toString('utf8', 0, bytesRead).replace(/\r?\n$/, '');
  } finally {
    await handle.close();
  }
}

/** The error in one line, without the secrets and without what a stranger may have put in. */
function troubleOf(error: unknown, secrets: readonly string[]): string {
  const { code = '', message = String(error) } =
    error instanceof Error ? { code: codeOf(error), message: error.message } : {};
  const shown = secrets.reduce(
    (text, secret) => (secret === '' ? text : text.replaceAll(secret, '...')),
    message,
  );
  const line = shown.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, LONGEST_TROUBLE);
  const remedy = remedies[code];
  return remedy === undefined ? line : `${remedy} (${line})`;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** For nodemailer. */
export async function optionsOf(config: MailConfig, password: string): Promise<SMTPTransportOptions> {
  const { host, port, security, user, checkCertificate, caFile } = config;
  const ca = caFile === undefined ? {} : { ca: await readFile(caFile, 'utf8') };
  return {
    host,
    port: port === 0 ? usualPorts[security] : port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { rejectUnauthorized: checkCertificate, ...ca },
    ...(user !== '' && { auth: { user, pass: password } }),
    ...{ connectionTimeout: STEP_WITHIN, greetingTimeout: STEP_WITHIN, socketTimeout: STEP_WITHIN },
    ...{ dnsTimeout: STEP_WITHIN, disableFileAccess: true, disableUrlAccess: true },
  };
}

async function send(config: MailConfig, password: string, mail: Mail, clock: Clock): Promise<string> {
  // Loaded only where mails are sent: most gateways send none.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport(await optionsOf(config, password));
  try {
    const sent = await within(
      clock,
      ALL_WITHIN,
      transport.sendMail({
        ...{ from: config.from, to: [...config.to], subject: mail.subject, text: mail.text },
        messageId: mail.messageId,
        // RFC 3834 5: no holiday reply comes back.
        headers: { 'Auto-Submitted': 'auto-generated' },
      }),
    );
    return sent === undefined ? 'the relay did not take the mail within two minutes' : '';
  } finally {
    transport.close();
  }
}

/** One connection for each mail: they are few. */
export function relayOf(config: MailConfig, clock: Clock): Relay {
  return async mail => {
    let { password } = config;
    try {
      if (config.passwordFile !== undefined) password = await readSecret(config.passwordFile);
      return { trouble: await send(config, password, mail, clock) };
    } catch (error) {
      return { trouble: troubleOf(error, [password, Buffer.from(password).toString('base64')]) };
    }
  };
}
