import type { Clock } from '@simgate/daemon';
import type { Link } from './link.ts';

/** V.250 knows no escape; of most modems register S12 makes the guard time one second. Milliseconds, with a margin. */
const GUARD_TIME = 1200;
/** Longer than what S25 and makers ask for, in milliseconds. */
const DTR_PULSE = 1000;

/**
 * Leads a modem that an earlier program left in data mode back to commands: DTR goes down where the link has that line
 * (V.250 6.2.9, `&D`), then `+++` goes out between two guard times of silence. Nothing else may be written meanwhile. In command
 * mode it does nothing but leave `+++` in the command line: end that with CR. A call that was only suspended is still up:
 * end it with `ATH`. Takes up to 3.4 s; never rejects.
 */
export async function leaveDataMode(link: Link, clock: Clock): Promise<void> {
  await link.pulseDtr?.(DTR_PULSE);
  await silence(clock);
  link.write(Buffer.from('+++'));
  await silence(clock);
}

function silence(clock: Clock): Promise<void> {
  return new Promise(resolve => void clock.after(GUARD_TIME, resolve));
}
