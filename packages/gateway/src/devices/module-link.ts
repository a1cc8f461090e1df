/** Opens a module at the tty that answers AT: known by udev or its maker, remembered, or found by asking each. */
import type { Clock } from '@simgate/daemon';
import type { UsbForm } from '../dialects/usb-form.ts';
import { LinkError } from '../errors.ts';
import type { Link } from '../link/link.ts';
import type { FoundDevice, FoundTty } from './found-device.ts';
import { isKnown, ttyCandidates } from './tty-choice.ts';

export type OpenPath = (path: string) => Promise<Link>;

export interface ModuleLinksOptions {
  readonly clock: Clock;
  readonly forms: readonly UsbForm[];
}

/** How long a tty may take to answer, twice. Milliseconds. */
const ANSWER_WITHIN = 1000;
const ATTEMPTS = 2;
/** Octets looked at for an answer; a tty for diagnosis may send without end. */
const TEXT_LIMIT = 2048;

export class ModuleLinks {
  readonly #options: ModuleLinksOptions;
  /** The interface that answered, by the device's folder in sysfs. */
  readonly #answered = new Map<string, number | undefined>();
  /** Devices whose last link closed without an answer: what is known of them is put to the test. */
  readonly #doubted = new Set<string>();

  constructor(options: ModuleLinksOptions) {
    this.#options = options;
  }

  /** @throws LinkError where no tty of the module can be opened */
  async open(device: FoundDevice, open: OpenPath): Promise<Link> {
    const candidates = ttyCandidates(device, this.#options.forms);
    const [best] = candidates;
    if (best === undefined) throw new LinkError(device.place, 'has no tty');
    const expected = this.#expected(device, candidates);
    const tty = expected ?? (await this.#ask(candidates, open)) ?? best;
    return this.#watched(await open(tty.path), device, tty);
  }

  /** The tty that need not be asked for. */
  #expected(device: FoundDevice, candidates: readonly FoundTty[]): FoundTty | undefined {
    if (candidates.length === 1) return candidates[0];
    if (this.#doubted.has(device.folder)) return undefined;
    if (this.#answered.has(device.folder)) {
      const remembered = this.#answered.get(device.folder);
      return candidates.find(tty => tty.interface === remembered);
    }
    return candidates.find(tty => isKnown(tty, device, this.#options.forms));
  }

  /** One that answers and speaks unasked before one that only answers, each in the order of `candidates`. */
  async #ask(candidates: readonly FoundTty[], open: OpenPath): Promise<FoundTty | undefined> {
    let answering: FoundTty | undefined;
    for (const tty of candidates) {
      const heard = await this.#hear(tty, open);
      if (heard === 'notices') return tty;
      if (heard === 'answers') answering ??= tty;
    }
    return answering;
  }

  async #hear(tty: FoundTty, open: OpenPath): Promise<'silent' | 'answers' | 'notices'> {
    try {
      return await hearTty(await open(tty.path), this.#options.clock);
    } catch (error) {
      if (error instanceof LinkError) return 'silent';
      throw error;
    }
  }

  /** Remembers a tty on which an answer came, and doubts one that was closed without. */
  #watched(link: Link, device: FoundDevice, tty: FoundTty): Link {
    let text: string | undefined = '';
    const hear = (chunk: Uint8Array) => {
      if (text === undefined) return;
      text = (text + Buffer.from(chunk).toString('latin1')).slice(-TEXT_LIMIT);
      if (!isAnswer(text)) return;
      text = undefined;
      this.#answered.set(device.folder, tty.interface);
      this.#doubted.delete(device.folder);
    };
    return {
      name: link.name,
      write: bytes => link.write(bytes),
      close: () => link.close(),
      ...(link.setBaudRate && { setBaudRate: link.setBaudRate.bind(link) }),
      ...(link.pulseDtr && { pulseDtr: link.pulseDtr.bind(link) }),
      attach: receiver =>
        link.attach({
          bytes: chunk => {
            hear(chunk);
            return receiver.bytes(chunk);
          },
          closed: reason => {
            if (text !== undefined) this.#doubted.add(device.folder);
            receiver.closed(reason);
          },
        }),
    };
  }
}

/** Asks one tty; closes it. Something that no answer is: the tty speaks unasked. */
async function hearTty(link: Link, clock: Clock): Promise<'silent' | 'answers' | 'notices'> {
  let text = '';
  let heard = () => {};
  link.attach({
    bytes: chunk => {
      text = (text + Buffer.from(chunk).toString('latin1')).slice(-TEXT_LIMIT);
      if (isAnswer(text)) heard();
    },
    closed: () => heard(),
  });
  for (let attempt = 0; attempt < ATTEMPTS && !isAnswer(text); attempt += 1) {
    link.write(Buffer.from('\x1bAT\r'));
    await new Promise<void>(resolve => {
      const cancel = clock.after(ANSWER_WITHIN, resolve);
      heard = () => {
        cancel();
        resolve();
      };
    });
  }
  await link.close();
  if (!isAnswer(text)) return 'silent';
  return text.split(/[\r\n]+/).some(isUnasked) ? 'notices' : 'answers';
}

/** A final result in a line of its own (V.250 5.7). */
function isAnswer(text: string): boolean {
  return text
    .split(/[\r\n]+/)
    .some(line => line === 'OK' || line === 'ERROR' || line === '0' || line === '4');
}

function isUnasked(line: string): boolean {
  return /^[+^*#$%][A-Z]/.test(line) || line === 'RING' || line === 'RDY';
}
