/** Finding out what kind of gateway answers at an address, with one try of the password. */
import { type ApiError, createClient } from '@simgate/api';
import type { GatewayKind } from '../domain/gateway.ts';
import type { DriverContext } from './context.ts';
import { refusedTrouble, type Trouble, troubleOf } from './trouble.ts';
import { isRecord } from './vendor/readings.ts';
import { VendorLine } from './vendor/vendor-line.ts';
import { openWire } from './wire.ts';

export type Finding =
  | { readonly found: Exclude<GatewayKind, 'unknown'> }
  | { readonly found: undefined; readonly trouble: Trouble };

function strangerTrouble(stranger: string, error: ApiError): Trouble {
  if (stranger === '') return troubleOf(error);
  return refusedTrouble(`its certificate is another one than before (SHA-256 ${stranger})`);
}

/** Whether our own gateway answers: only that has /v1. Undefined: nothing here speaks /v1. */
async function askOurs(context: DriverContext, signal: AbortSignal): Promise<Finding | undefined> {
  const { address, certificate, listener, user, password, answerMs } = context;
  const wire = openWire({
    address,
    certificate,
    onCertificate: found => void listener.facts({ certificate: found }).catch(() => {}),
    connections: 1,
    keepAlive: false,
    silence: answerMs,
    connectWithin: answerMs / 2,
    mostOctets: 65_536,
  });
  const client = createClient({
    baseUrl: address,
    user,
    password,
    fetch: wire.fetch,
    retries: 0,
    timeout: answerMs,
  });
  const result = await client.getSession({}, { signal });
  wire.close();
  if (result.ok) {
    const isOurs = isRecord(result.reply) && typeof result.reply.serial_number === 'string';
    return isOurs ? { found: 'simgate' } : undefined;
  }
  const { kind } = result.error;
  // A gateway without this page answers with one of its own; anything else counts as original hardware too.
  if (kind === 'unexpected' || kind === 'refused') return undefined;
  return { found: undefined, trouble: strangerTrouble(wire.stranger(), result.error) };
}

async function askVendor(context: DriverContext, signal: AbortSignal): Promise<Finding> {
  const line = new VendorLine(context);
  const result = await line.call(client => client.getPortInfo({ info_type: ['reg'] }, { signal }));
  line.wire.close();
  if (result.ok) return { found: 'vendor' };
  return { found: undefined, trouble: strangerTrouble(line.wire.stranger(), result.error) };
}

/** Asks a gateway what it is. Never rejects. */
export async function probe(context: DriverContext, signal: AbortSignal): Promise<Finding> {
  return (await askOurs(context, signal)) ?? (await askVendor(context, signal));
}
