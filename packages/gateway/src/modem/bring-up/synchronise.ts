import type { Clock } from '@simgate/daemon';
import type { Channel } from '../../at/channel.ts';
import { LinkError } from '../../errors.ts';
import { leaveDataMode } from '../../link/data-mode.ts';
import type { Link } from '../../link/link.ts';
import { set } from '../ask.ts';

/** Speeds to try where none is set, the usual ones first. */
export const baudRates: readonly [usual: number, ...number[]] = [
  115200, 9600, 57600, 38400, 19200, 230400, 460800, 921600,
];

/** How long a modem has to answer at one speed, in milliseconds. */
const KNOCK_DEADLINE = 700;
/** V.250 6.2.5: until the answer to ATQ0 cannot be taken for one to the next question. Milliseconds. */
const QUIET_WAIT = 500;
const ESC = '\x1b';

/**
 * First rung: the modem answers, without echo, in words (V.250 5.3.1, 6.2.4 to 6.2.6) and with numbered errors
 * (27.007 9.1). Without a given speed each usual one is tried. Resolves with false where it stays silent.
 */
export async function synchronise(
  channel: Channel,
  link: Link,
  clock: Clock,
  baudRate: number | undefined,
): Promise<boolean> {
  channel.echo.allow(true);
  if (!(await findSpeed(channel, link, clock, baudRate))) return false;
  // Some take one setting in a line only.
  if (!(await set(channel, 'ATQ0V1E0'))) for (const text of ['ATV1', 'ATE0']) await set(channel, text);
  channel.echo.allow(false);
  await set(channel, 'AT+CMEE=1');
  return true;
}

async function findSpeed(
  channel: Channel,
  link: Link,
  clock: Clock,
  baudRate: number | undefined,
): Promise<boolean> {
  // ESC leaves a prompt that an earlier program left open (27.005 3.5.1).
  if (link.setBaudRate === undefined || baudRate !== undefined)
    return (await channel.revive([ESC], 0)) || endDataMode(channel, link, clock);
  for (const speed of baudRates) {
    if (!(await isSetTo(link, speed))) return false;
    if (await channel.revive([ESC], 0, { attempts: 2, deadline: KNOCK_DEADLINE })) return true;
    if (speed === baudRates[0] && (await endDataMode(channel, link, clock))) return true;
  }
  return false;
}

/** False where the device went away meanwhile: its end comes by itself. */
async function isSetTo(link: Link, speed: number): Promise<boolean> {
  try {
    await link.setBaudRate?.(speed);
    return true;
  } catch (error) {
    if (error instanceof LinkError) return false;
    throw error;
  }
}

/** For a line that an earlier program (pppd) left in data mode. */
async function endDataMode(channel: Channel, link: Link, clock: Clock): Promise<boolean> {
  await leaveDataMode(link, clock);
  const more = { attempts: 2, deadline: KNOCK_DEADLINE };
  // CR ends the `+++` that a modem in command mode took for the start of a command; one that its profile makes quiet speaks from ATQ0 on.
  const answers =
    (await channel.revive(['\r'], 0, more)) || (await channel.revive(['ATQ0\r'], QUIET_WAIT, more));
  if (!answers) return false;
  // V.250 6.3.6: the data call that it came out of is still up.
  await set(channel, 'ATH');
  return true;
}
