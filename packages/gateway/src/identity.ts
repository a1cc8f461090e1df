/** The serial number of a gateway: made once and kept. */
import { randomBytes } from 'node:crypto';
import type { Settings } from '@simgate/daemon/store';
import type { GatewayConfig } from './config/schema.ts';

/** `sn` of every answer: 4-4-4-4 lower-case hex, of the settings or made at first start. */
export async function serialNumberOf(config: GatewayConfig, settings: Settings): Promise<string> {
  if (config.serialNumber !== undefined) return config.serialNumber;
  const kept = settings.get('serialNumber');
  if (typeof kept === 'string') return kept;
  const made = randomBytes(8)
    .toString('hex')
    .replace(/.{4}(?=.)/g, '$&-');
  await settings.set('serialNumber', made);
  return made;
}
