/**
 * The driver's waist. Above it everything is TPDUs and typed notices, below it AT text.
 *
 *   link (bytes) -> at/reader (lines, prompts) -> at/channel (one command at a time) -> modem (this) -> ports -> messages
 */
import type { Address, DecodeError, Deliver, StatusReport, Submit } from '@simgate/gsm';

/** The outcome of one SMS-SUBMIT (architecture rule 1). */
export type SubmitOutcome =
  /** The network took it; `reference` is the TP-MR of the answer, 0..255 (23.040 9.2.3.6). */
  | { readonly kind: 'accepted'; readonly reference: number }
  /** It is certain that nothing was sent. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Handed over, and nothing proves what became of it. Must not be sent again by itself. */
  | {
      readonly kind: 'inDoubt';
      readonly reason: string;
      /** Resolves with the TP-MR when a late answer comes, with undefined when none can come any more. */
      readonly late: Promise<number | undefined>;
    };

/** A refusal that proves itself. */
export interface Refusal {
  /** Where the code comes from; `link`: the device went away before the PDU was handed over; `modem`: no prompt, no answer before it. */
  readonly source: 'cms' | 'cme' | 'link' | 'modem';
  /** +CMS/+CME code where there is one. */
  readonly code?: number;
  /** For people, e.g. "unassigned number (+CMS ERROR 1)". */
  readonly text: string;
  /** True: trying again cannot help this message. */
  readonly permanent: boolean;
  /** The modem is still starting and may take the same message a little later: this try does not count. */
  readonly notYet?: true;
}

/** A TPDU that came from the network, routed (+CMT, +CDS) or read from storage. */
export interface Received {
  /** As the modem gave it: SMSC prefix and TPDU. */
  readonly octets: Uint8Array;
  readonly serviceCentre: Address | undefined;
  /** Undefined where it cannot be decoded, for the reason in `error`. */
  readonly tpdu: Deliver | StatusReport | undefined;
  readonly error?: DecodeError;
  /** Faults that were read over. */
  readonly defects?: readonly Pick<DecodeError, 'field' | 'octet' | 'reason'>[];
}

export interface SubmitOptions {
  /** More segments or messages follow at once: the relay link may be kept open (+CMMS, 27.005 3.5.6). */
  readonly moreFollow: boolean;
  /** Service centre instead of the SIM's own. */
  readonly serviceCentre?: string;
  /** Asked when its turn comes; false: the SIM is not certain any more, and it is refused. */
  readonly mayBegin?: () => boolean;
}

export interface Submitter {
  /** Hands one TPDU over. Never throws for what a modem or network can do; see `SubmitOutcome`. */
  submit(tpdu: Submit, options: SubmitOptions): Promise<SubmitOutcome>;
}

/** The SIM in a port; "" where something is not known. */
export interface SimIdentity {
  readonly iccid: string;
  /** Never "": everything lasting is keyed by it, so a port whose SIM does not give it does not serve. */
  readonly imsi: string;
  readonly number: string;
  readonly smsc: string;
}

/** Which PINs were tried, kept across restarts under the ICCID (a failed PIN is never sent to that SIM again). */
export interface PinLedger {
  /** False when this PIN failed at this SIM, or was tried and the outcome is not known. */
  mayTry(iccid: string, pin: string): boolean;
  /** Committed before the PIN is sent. */
  recordTry(iccid: string, pin: string): Promise<void>;
  recordSuccess(iccid: string, pin: string): Promise<void>;
}
