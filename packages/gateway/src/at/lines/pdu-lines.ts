/** Headers whose second line, the PDU (27.005 3.4.1, 4.1, 4.2), has not come yet. */
import { isHex } from '../notices.ts';

/** Whose PDU a line is: the running command's, or that of a notice with this header. */
export type PduOwner = { readonly kind: 'command' } | { readonly kind: 'notice'; readonly header: string };

type Waiting = PduOwner['kind'];

/** At most one header of each kind waits: a newer one shows that the PDU of the older is lost. */
export class PduLines {
  #header = '';
  /** The newest last. */
  #waiting: readonly Waiting[] = [];

  awaitOfCommand(): void {
    this.#await('command');
  }

  awaitOfNotice(header: string): void {
    this.#header = header;
    this.#await('notice');
  }

  /** The command is over. */
  endCommand(): void {
    this.#end('command');
  }

  /** The owner of `line` as a PDU, undefined where it is none. `isKnown`: a line with a meaning of its own, no damaged PDU. */
  take(line: string, isKnown: (line: string) => boolean): PduOwner | undefined {
    const kind = this.#waiting.at(-1);
    if (kind === undefined) return undefined;
    // A damaged PDU of a notice is handed up, so that it is not acknowledged.
    if (!isHex(line) && (kind === 'command' || isKnown(line))) return undefined;
    this.#end(kind);
    return kind === 'command' ? { kind } : { kind, header: this.#header };
  }

  #await(kind: Waiting): void {
    this.#end(kind);
    this.#waiting = [...this.#waiting, kind];
  }

  #end(kind: Waiting): void {
    if (this.#waiting.includes(kind)) this.#waiting = this.#waiting.filter(other => other !== kind);
  }
}
