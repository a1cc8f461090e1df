/** Which driver a notice is for: each line has one owner, found by how it begins. */
import type { Drivers } from './drivers.ts';
import type { NoticeMeaning } from './notice-meaning.ts';
import type { SessionListener } from './session-surface.ts';

type Listener = Pick<SessionListener, 'simThere' | 'rebooted' | 'ussd'>;

/** While the ladder is climbed: what is stored meanwhile is found by the sweep behind it. */
export function actWithoutDrivers({ kind }: NoticeMeaning, listener: Listener): void {
  if (kind === 'booted') listener.rebooted(true);
  if (kind === 'simThere' || kind === 'ready') listener.simThere();
}

export function actOn(meaning: NoticeMeaning, line: string, drivers: Drivers, listener: Listener): void {
  const { sim, sms } = drivers;
  switch (meaning.kind) {
    case 'stored':
      void sms.stored(meaning.memory, meaning.index);
      break;
    case 'storedNowhere':
      void sms.storedNowhere(line);
      break;
    case 'simUnready':
    case 'simThere':
      sim.doubt();
      actWithoutDrivers(meaning, listener);
      break;
    case 'ready':
      sms.ready();
      drivers.gaps.ready();
      break;
    case 'booted':
      listener.rebooted(true);
      break;
    case 'ussd':
      readUssd(line, drivers, listener);
      break;
    case 'storageFull':
      void sms.full();
      break;
    case 'other':
      if (!drivers.toolkit.takeNotice(line)) drivers.calls.takeNotice(line);
  }
}

function readUssd(line: string, { ussd }: Drivers, listener: Listener): void {
  const notice = ussd.read(line);
  if (notice !== undefined) listener.ussd(notice);
}
