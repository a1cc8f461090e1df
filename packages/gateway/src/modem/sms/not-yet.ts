/** Refusals of a modem that is still starting: the same command may hold a little later. */
import type { AtError } from '../../at/result.ts';

/** 27.007 9.2.1: SIM not inserted, failure, busy; 515 is "please wait" in modules of the older kind. */
const cmeCodes: ReadonlySet<number> = new Set([10, 13, 14, 515]);
/** 27.005 3.2.5: not allowed, SIM failure, SIM busy, SIM wrong; 512 to 517: the module's own layers are not ready. */
const cmsCodes: ReadonlySet<number> = new Set([302, 313, 314, 315, 512, 513, 514, 515, 517]);

/** True where the refusal may pass by itself. A bare ERROR gives no cause, so it may. */
export function mayPass({ source, code }: AtError): boolean {
  if (source === 'plain' || code === undefined) return true;
  return (source === 'cme' ? cmeCodes : cmsCodes).has(code);
}
