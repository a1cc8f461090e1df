/** A byte stream to one modem: a serial device or a TCP connection. Nothing here knows AT. */

export interface LinkReceiver {
  bytes(chunk: Uint8Array): void;
  /** Called once, also after our own `close`; `reason` is for people. Nothing follows it. */
  closed(reason: string): void;
}

export interface Link {
  /** Device path or host:port, for people. */
  readonly name: string;
  /** Names the one receiver. Bytes that came before are kept and given to it first: none is lost after opening. */
  attach(receiver: LinkReceiver): void;
  write(bytes: Uint8Array): void;
  /** Changes the speed of a serial line; absent where there is none. */
  setBaudRate?(baudRate: number): Promise<void>;
  /** Resolves when the device is free again. */
  close(): Promise<void>;
}

/** Keeps what arrives until somebody listens, then hands it over in order. */
export class Inbox implements LinkReceiver {
  #receiver: LinkReceiver | undefined;
  #early: Uint8Array[] = [];
  #closed: string | undefined;

  attach(receiver: LinkReceiver): void {
    this.#receiver = receiver;
    for (const chunk of this.#early) receiver.bytes(chunk);
    this.#early = [];
    if (this.#closed !== undefined) receiver.closed(this.#closed);
  }

  bytes(chunk: Uint8Array): void {
    if (this.#receiver === undefined) this.#early.push(chunk);
    else this.#receiver.bytes(chunk);
  }

  closed(reason: string): void {
    if (this.#closed !== undefined) return;
    this.#closed = reason;
    this.#receiver?.closed(reason);
  }
}
