/** Certificates of https gateways. */
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { CommandError, exitCodes } from '../program/exit-codes.ts';

/**
 * Lets the calls of this process trust the certificates of a file (PEM), or any certificate.
 * @throws CommandError where the file cannot be read, or this Node cannot do it
 */
export function trust(ca: string | undefined, insecure: boolean): void {
  if (insecure) {
    // Node warns of this by itself, in words that name no command of ours; the option was a decision.
    const emit = process.emitWarning.bind(process) as (...warning: unknown[]) => void;
    process.emitWarning = ((...warning: unknown[]) => {
      if (!String(warning[0]).includes('NODE_TLS_REJECT_UNAUTHORIZED')) emit(...warning);
    }) as typeof process.emitWarning;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  }
  if (ca === undefined) return;
  if (typeof tls.setDefaultCACertificates !== 'function')
    throw new CommandError(
      exitCodes.failed,
      `--ca needs Node.js 24.5 or newer; this is ${process.versions.node}`,
      `Set NODE_EXTRA_CA_CERTS=${ca} instead.`,
    );
  try {
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(ca, 'utf8')]);
  } catch (error) {
    throw new CommandError(exitCodes.failed, `${ca}: ${(error as Error).message}`);
  }
}
