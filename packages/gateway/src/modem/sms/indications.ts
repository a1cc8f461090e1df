/** How the modem announces messages and reports (+CNMI, 27.005 3.4.1). */
import type { Channel } from '../../at/channel.ts';
import type { Priority } from '../../at/command.ts';
import { parseNumbers } from '../../at/settings.ts';
import { ask, set } from '../ask.ts';
import type { SmsSetup } from '../capabilities.ts';

/** The setting of +CNMI as it stands; undefined where that is not known. */
export async function readIndications(
  channel: Channel,
  priority: Priority = 'normal',
): Promise<number[] | undefined> {
  const answer = await ask(channel, 'AT+CNMI?', ['+CNMI'], { priority });
  const numbers = answer.ok ? parseNumbers(answer.line) : [];
  return numbers.length >= 4 ? numbers : undefined;
}

/**
 * The settings `<mode>,<mt>,<bm>,<ds>,<bfr>` to try, best first, out of what +CNMI=? offers (nothing: all). Stored delivery
 * (mt 1) before routed; routed reports (ds 1) before stored ones. Routing only where we acknowledge: else the module does
 * so itself before anything is stored (27.005 3.4.4).
 */
export function indicationSettings(
  offer: readonly (readonly number[])[],
  preferredMode: 1 | 2,
  acknowledges: boolean,
): number[][] {
  const offered = (parameter: number, value: number) => offer[parameter]?.includes(value) ?? true;
  const modes = (preferredMode === 2 ? [2, 1] : [1, 2]).filter(mode => offered(0, mode));
  const deliveries = (acknowledges ? [1, 2] : [1]).filter(mt => offered(1, mt));
  const reports = (acknowledges ? [1, 2, 0] : [2, 0]).filter(ds => offered(3, ds));
  // <bfr> 1 clears what is buffered; 0 hands it over.
  const buffer = offered(4, 0) ? 0 : 1;
  return reports.flatMap(ds => deliveries.flatMap(mt => modes.map(mode => [mode, mt, 0, ds, buffer])));
}

/**
 * Looks whether indications stand where they were set, and sets them again in a module that stopped routing (27.005 3.4.4): that
 * one keeps +CSMS. False: it restarted unseen, and has lost more than this.
 */
export async function keepIndications(
  channel: Channel,
  { indications, acknowledges }: SmsSetup,
): Promise<boolean> {
  if (indications.setting === '') return true;
  const stands = await readIndications(channel, 'idle');
  const format = await ask(channel, 'AT+CMGF?', ['+CMGF'], { priority: 'idle' });
  const textMode = format.ok && parseNumbers(format.line)[0] === 1;
  // Some keep +CNMI over a restart, and not the mode.
  if (stands === undefined || (stands[1] === indications.deliver && stands[3] === indications.report))
    return !textMode;
  const service = await ask(channel, 'AT+CSMS?', ['+CSMS'], { priority: 'idle' });
  const pduMode = format.ok && parseNumbers(format.line)[0] === 0;
  const same = service.ok && (parseNumbers(service.line)[0] === 1) === acknowledges;
  return pduMode && same && set(channel, `AT+CNMI=${indications.setting}`);
}
