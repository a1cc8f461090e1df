/** How one maker's AT differs from 27.005 and 27.007, as data. docs/adding-a-dialect.md explains how to write one. */
import type { CallForm } from './call-form.ts';
import type { SignalNotice } from './signal-form.ts';
import type { SlotForm } from './slot-form.ts';
import type { ToolkitForm } from './toolkit-form.ts';
import type { UsbForm } from './usb-form.ts';

/** A command that asks for something, and where in its answer that stands. */
export interface Question {
  readonly command: string;
  /** Name of its answer, e.g. `^ICCID`. */
  readonly name: string;
}

/**
 * How a USSD request in the default alphabet stands in +CUSD: characters of +CSCS (27.007 7.15), or packed septets
 * (23.038 6.1.2.3) in hexadecimal.
 */
export type UssdForm = 'characters' | 'packed';

export interface Dialect {
  readonly name: string;
  /** Parts of the answers to +CGMI or +CGMM, in lower case, by which this maker is recognised. */
  readonly recognise: readonly string[];
  /** Sent after identifying; an error is no obstacle. */
  readonly setup: readonly string[];
  /** Names of the maker's own notices. */
  readonly notices: readonly string[];
  /** Starts of notices that the module has restarted and lost its settings. */
  readonly boot: readonly string[];
  /** Starts of notices that the SIM is gone, or there again. */
  readonly simGone: readonly string[];
  readonly simThere: readonly string[];
  /** Starts of notices that SMS can be used now, what was refused before perhaps too. */
  readonly ready: readonly string[];
  /** Notices of the signal. Their names stand in `notices` too. */
  readonly signal: readonly SignalNotice[];
  /** Longest time from handing a PDU over to its answer, in milliseconds. */
  readonly submitDeadline: number;
  /** Starts of notices that the message storage is full. */
  readonly storageFull: readonly string[];
  /** Ways to the ICCID besides EF-ICCID by +CRSM, best first. */
  readonly iccid: readonly Question[];
  /** Tries left of the PIN: which field of the answer, counted from 0. */
  readonly pinTries: readonly (Question & { readonly field: number })[];
  /** <mode> of +CNMI to prefer: 2 buffers while the link is busy, which some list but do not do (27.005 3.4.1). */
  readonly indicationMode: 1 | 2;
  /** The index in +CDSI means nothing: list the storage instead. */
  readonly reportIndexUnreliable: boolean;
  /** Restart the module; each is written a while behind the one before, which a model may refuse. */
  readonly reset: readonly string[];
  /** The command that acknowledges a routed message (27.005 3.4.4); the other form is tried when it is refused. */
  readonly acknowledge: 'AT+CNMA' | 'AT+CNMA=1';
  /** Forms of a USSD request, best first; the next one is tried where the modem blames the text. */
  readonly ussd: readonly UssdForm[];
  /** The form of answers in the default alphabet, where it is known; absent: found out from the answers of the modem. */
  readonly ussdAnswers?: UssdForm;
  /** Notices of calls beside those of 27.007, tones, and the cell. */
  readonly calls: CallForm;
  /** Several SIMs: how one is chosen. */
  readonly slots: SlotForm;
  /** Forms of the SIM toolkit; the first one that the module has, which is found out by asking. */
  readonly toolkit: readonly ToolkitForm[];
  /** Its modules at the USB: which tty answers AT. */
  readonly usb: UsbForm;
}
