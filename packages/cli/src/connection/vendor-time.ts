/** Times as the vendor's API has them. */
import { localTime } from '../output/times.ts';
import type { Session } from './session.ts';

/**
 * `2026-05-31 18:00:00` in the zone of the gateway. A box of the vendor has no field for its zone: the zone of this machine is assumed.
 * @param iso as `moment` gives it
 */
export async function vendorTime(session: Session, iso: string): Promise<string> {
  if (await session.isOriginal()) return localTime(iso);
  const { time_zone: timeZone } = await (await session.client()).orThrow.getSession();
  // Swedish dates are written so.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
    new Date(iso),
  );
}
