/** Messages that are committed, and may still stand in a storage of the modem because nothing confirmed that they were deleted. */

/** Places remembered; a storage has at most some hundred. */
const MOST = 256;

/**
 * Of one port, over all its sessions. Repeats are known by SIM elsewhere, but a message in the modem's own storage stays when the SIM is
 * changed, and would be another SIM's then.
 */
export class CommittedPlaces {
  /** By memory and index, the PDU. */
  readonly #pdus = new Map<string, string>();

  /** The message at this place is committed. */
  note(place: string, pdu: string): void {
    // The SIM's own storage goes with the SIM.
    if (place.startsWith('SM,')) return;
    this.#pdus.delete(place);
    this.#pdus.set(place, pdu);
    const [oldest] = this.#pdus.keys();
    if (this.#pdus.size > MOST && oldest !== undefined) this.#pdus.delete(oldest);
  }

  has(place: string, pdu: string): boolean {
    return this.#pdus.get(place) === pdu;
  }

  /** It was deleted there. */
  forget(place: string): void {
    this.#pdus.delete(place);
  }
}
