/** A byte stream to one modem: a serial device or a TCP connection. Nothing here knows AT. */

export interface LinkReceiver {
  /** A promise that it returns holds the link: nothing more is read until it resolves. */
  bytes(chunk: Uint8Array): unknown;
  /** Called once, also after our own `close`; `reason` is for people. Nothing follows it. */
  closed(reason: string): void;
}

export interface Link {
  /** Device path or host:port, for people. */
  readonly name: string;
  /** Names the one receiver. Reading begins here: what came since opening waits and is given to it first. */
  attach(receiver: LinkReceiver): void;
  /** A link that takes nothing for `WRITE_DEADLINE`, or has more than `WRITE_LIMIT` octets waiting, closes. */
  write(bytes: Uint8Array): void;
  /** Changes the speed of a serial line; absent where there is none. */
  setBaudRate?(baudRate: number): Promise<void>;
  /** Lowers DTR for so many milliseconds and raises it again (V.24 circuit 108/2); absent where there is no such line. */
  pulseDtr?(milliseconds: number): Promise<void>;
  /** Resolves when the device is free again. */
  close(): Promise<void>;
}

/** Octets kept for a receiver that is not named yet. */
const EARLY_LIMIT = 65_536;

/** Keeps what arrives until somebody listens, then hands it over in order. What exceeds `EARLY_LIMIT` is dropped. */
export class Inbox implements LinkReceiver {
  #receiver: LinkReceiver | undefined;
  #early: Uint8Array[] = [];
  #octets = 0;
  #closed: string | undefined;

  attach(receiver: LinkReceiver): void {
    this.#receiver = receiver;
    for (const chunk of this.#early) receiver.bytes(chunk);
    this.#early = [];
    if (this.#closed !== undefined) receiver.closed(this.#closed);
  }

  bytes(chunk: Uint8Array): unknown {
    if (this.#closed !== undefined) return undefined;
    if (this.#receiver !== undefined) return this.#receiver.bytes(chunk);
    this.#octets += chunk.length;
    if (this.#octets <= EARLY_LIMIT) this.#early.push(chunk);
    return undefined;
  }

  closed(reason: string): void {
    if (this.#closed !== undefined) return;
    this.#closed = reason;
    this.#receiver?.closed(reason);
  }
}
