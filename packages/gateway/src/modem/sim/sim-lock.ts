/** Switches the PIN question of the SIM on and off (27.007 7.4), under the same care as every PIN. */
import type { Channel } from '../../at/channel.ts';
import { ask, SIM_DEADLINE } from '../ask.ts';
import { simLock } from '../bring-up/unlock.ts';
import { type ControlOutcome, done, failed, refusedBy } from '../control-outcome.ts';
import type { PinLedger } from '../modem.ts';

export interface LockOptions {
  readonly channel: Channel;
  /** 4 to 8 digits (TS 102 221 9.5.1). */
  readonly pin: string;
  readonly locked: boolean;
  readonly iccid: string;
  readonly pins: PinLedger;
}

/** Locks or unlocks. A PIN that failed at this SIM is never sent to it again; a try is committed before it is sent. */
export async function lockSim({ channel, pin, locked, iccid, pins }: LockOptions): Promise<ControlOutcome> {
  if (iccid === '') return failed('the ICCID of the SIM cannot be read, so no PIN is tried');
  if (!pins.mayTry(iccid, pin)) return failed('this PIN was tried at this SIM before and is not tried again');
  const state = await simLock(channel);
  if (state === 'puk') return failed('the SIM asks for its PUK; unblock it in a telephone');
  await pins.recordTry(iccid, pin);
  // 27.007 8.3: a SIM that asks for its PIN takes nothing else before.
  const codes = state === 'pin' ? [`AT+CPIN="${pin}"`] : [];
  for (const command of [...codes, `AT+CLCK="SC",${locked ? 1 : 0},"${pin}"`]) {
    const answer = await ask(channel, command, [], { deadline: SIM_DEADLINE });
    if (!answer.ok) return answer.error?.code === 16 ? failed('the PIN is wrong') : refusedBy(answer);
  }
  await pins.recordSuccess(iccid, pin);
  return done;
}
