/** The lines of the log about devices that come, go or will not serve: few, however often they do. */
import type { Clock } from '@simgate/daemon';
import type { Log } from '../store/store.ts';
import { type FoundDevice, nameOfDevice } from './found-device.ts';
import { finding } from './reasons.ts';

/** Lines about one port's coming and going in so many milliseconds. */
const LOG_LINES = 6;
const LOG_SPAN = 600_000;

export class DiscoveryLog {
  readonly #log: Log;
  readonly #clock: Clock;
  /** Lines by port, and since when they are counted. */
  readonly #logged = new Map<number, { readonly count: number; readonly since: number }>();
  /** Places of devices that were named once as no modem, or as one too many. */
  readonly #named = new Set<string>();

  constructor(log: Log, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
  }

  /** The modem of a port came. */
  plugged(port: number, device: FoundDevice): void {
    this.#moved(port, device, 'modem plugged in');
  }

  /** The modem of a port went. */
  unplugged(port: number, device: FoundDevice): void {
    this.#moved(port, device, 'modem unplugged');
  }

  /**
   * Names each device that will not serve, once while it is there.
   * @param devices all that are there
   * @param left those of them for which no port number is left
   */
  unserved(devices: readonly FoundDevice[], left: readonly FoundDevice[]): void {
    const there = new Set(devices.map(({ place }) => place));
    for (const place of this.#named) if (!there.has(place)) this.#named.delete(place);
    for (const device of devices) {
      const text = left.includes(device) ? 'no port number is left for it (32 ports)' : titleOf(device);
      if (text === undefined || this.#named.has(device.place)) continue;
      this.#named.add(device.place);
      this.#log.warn(
        { device: nameOfDevice(device), place: device.place },
        `${text}; simgate doctor names what to do`,
      );
    }
  }

  /** A modem that comes and goes all the time fills no log. */
  #moved(port: number, device: FoundDevice, text: string): void {
    const now = this.#clock.monotonic();
    const { count, since } = this.#logged.get(port) ?? { count: 0, since: now };
    const isOver = now - since > LOG_SPAN;
    this.#logged.set(port, isOver ? { count: 1, since: now } : { count: count + 1, since });
    const fields = { port, device: nameOfDevice(device), place: device.place };
    if (isOver || count < LOG_LINES) this.#log.info(fields, text);
    else if (count === LOG_LINES)
      this.#log.warn(fields, 'modem comes and goes all the time: check its plug, cable and power');
  }
}

/** Why it has no tty to speak AT on; undefined: it has one. */
function titleOf({ noTty }: FoundDevice): string | undefined {
  const code = { network: 'network_stick', storage: 'storage_mode', packet: 'packet_only' } as const;
  return noTty && finding(code[noTty]).title;
}
