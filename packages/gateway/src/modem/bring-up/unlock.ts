import type { Channel } from '../../at/channel.ts';
import type { Priority } from '../../at/command.ts';
import { parseSimLock, parseTriesLeft, type SimLock, simLockOfError } from '../../at/sim.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { ask, SIM_DEADLINE } from '../ask.ts';
import type { PinLedger } from '../modem.ts';

type ObstacleOfModem =
  | 'noSim'
  | 'noImsi'
  | 'pin'
  | 'puk'
  | 'busy'
  | 'sim'
  | 'slot'
  | 'off'
  | 'radioOff'
  | 'starting'
  | 'noSms';

/** The reason why a modem that answers does not serve, with a sentence for people. `busy` and `starting` pass by themselves; `superseded`: another ladder is climbed. */
export interface Obstacle {
  readonly kind: 'silent' | 'superseded' | ObstacleOfModem;
  readonly text: string;
  /** A SIM is there, as far as is known, but its IMSI cannot be read. */
  readonly unidentified?: true;
}

export interface UnlockOptions {
  readonly channel: Channel;
  readonly dialect: Dialect;
  readonly pin: string | undefined;
  readonly pins: PinLedger;
  /** Read from the locked SIM: EF-ICCID needs no PIN (31.102 4.2.2). */
  readonly iccid: () => Promise<string>;
}

/** Asks how the SIM is locked (27.007 8.3). */
export async function simLock(channel: Channel, priority: Priority = 'normal'): Promise<SimLock> {
  const answer = await ask(channel, 'AT+CPIN?', ['+CPIN'], { most: 1, priority });
  if (answer.ok) return parseSimLock(answer.line);
  return (answer.error && simLockOfError(answer.error.source, answer.error.code)) ?? 'unknown';
}

/** Third rung: the SIM is there and open, or why not. */
export async function unlock(options: UnlockOptions): Promise<Obstacle | undefined> {
  const lock = await simLock(options.channel);
  return lock === 'pin' ? usePin(options) : obstacleOf(lock);
}

/** The obstacle that a state of +CPIN is; undefined: none. */
function obstacleOf(lock: SimLock): Obstacle | undefined {
  switch (lock) {
    case 'absent':
      return { kind: 'noSim', text: 'no SIM' };
    case 'puk':
      return { kind: 'puk', text: 'the SIM asks for its PUK; unblock it in a telephone' };
    case 'pin':
      return { kind: 'pin', text: 'the SIM asks for its PIN' };
    case 'device':
      return { kind: 'sim', text: 'the modem is locked to another SIM or network' };
    case 'busy':
      return { kind: 'busy', text: 'the SIM is starting' };
    // An answer without a cause (plain ERROR) is settled by whether the IMSI can be read; PIN2 blocks nothing.
    default:
      return undefined;
  }
}

async function usePin({ channel, dialect, pin, pins, iccid }: UnlockOptions): Promise<Obstacle | undefined> {
  if (pin === undefined) return pinObstacle('the SIM asks for its PIN and none is set for this port');
  const card = await iccid();
  if (card === '')
    return pinObstacle('the SIM asks for its PIN; its ICCID cannot be read, so no PIN is tried');
  if (!pins.mayTry(card, pin))
    return pinObstacle('the PIN of this port was tried at this SIM before and is not tried again');
  const left = await triesLeft(channel, dialect);
  if (left !== undefined && left <= 1)
    return pinObstacle('the SIM allows one more try of its PIN, which is left to you');
  await pins.recordTry(card, pin);
  return sendPin(channel, pin, () => pins.recordSuccess(card, pin));
}

async function sendPin(
  channel: Channel,
  pin: string,
  succeeded: () => Promise<void>,
): Promise<Obstacle | undefined> {
  const answer = await ask(channel, `AT+CPIN="${pin}"`, [], { deadline: SIM_DEADLINE });
  if (answer.ok) {
    await succeeded();
    return undefined;
  }
  // 27.007 9.2.1: 16 is incorrect password, 12 that it was the last try.
  if (answer.error?.code === 12) return obstacleOf('puk');
  const wrong = answer.error?.code === 16;
  return pinObstacle(wrong ? 'the PIN of this port is wrong' : 'the SIM did not take the PIN of this port');
}

async function triesLeft(channel: Channel, dialect: Dialect): Promise<number | undefined> {
  for (const { command, name, field } of dialect.pinTries) {
    const answer = await ask(channel, command, [name]);
    const tries = answer.ok ? parseTriesLeft(answer.lines, field) : undefined;
    if (tries !== undefined) return tries;
  }
  return undefined;
}

function pinObstacle(text: string): Obstacle {
  return { kind: 'pin', text };
}
