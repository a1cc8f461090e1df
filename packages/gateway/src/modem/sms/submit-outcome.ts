/** The meaning of an error for an SMS-SUBMIT: proof that nothing was sent, or none (27.005 3.2.5, 24.011 E-2, 23.040 9.2.3.22). */
import type { AtError } from '../../at/result.ts';
import type { Refusal } from '../modem.ts';
import { causeText } from './cause-text.ts';
import { mayPass } from './not-yet.ts';

export type ErrorMeaning =
  | { readonly kind: 'refused'; readonly permanent: boolean }
  /** The code proves nothing: the network may have the message. */
  | { readonly kind: 'inDoubt' };

const refused = { kind: 'refused', permanent: false } as const;
const permanent = { kind: 'refused', permanent: true } as const;
const inDoubt = { kind: 'inDoubt' } as const;

/** 23.040 9.2.3.22: duplicate rejected, so the service centre already has it. */
const DUPLICATE_REJECTED = 0xc5;

/** RP causes that will not change by trying again; all others, unknown ones too, count as 41 (24.011 8.2.5.4). */
const permanentRelayCauses = new Set([1, 8, 10, 21, 28, 29, 30, 50, 69, 81, 95, 96, 97, 98, 99, 111]);
/** TP-FCS of the service centre that pass: busy, system failure, SIM full and the like (23.040 9.2.3.22). */
const passingFailureCauses = new Set([0xc0, 0xc2, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xff]);
/** Codes of the modem itself that come before it sends (27.005 3.2.5): after hand-over they still prove that nothing was sent. */
const checksBeforeSending = new Set([
  302, 303, 304, 305, 310, 311, 312, 313, 314, 315, 316, 317, 318, 321, 330, 331,
]);
/** Of these, the ones that the same message will meet again. */
const permanentChecks = new Set([302, 303, 304, 305]);

/** Meaning of +CMS ERROR `code`, 0..1023, before or after the PDU was handed over (Ctrl-Z written). */
export function meaningOfCms(code: number, handedOver: boolean): ErrorMeaning {
  if (code === DUPLICATE_REJECTED) return inDoubt;
  if (code >= 1 && code <= 127) return permanentRelayCauses.has(code) ? permanent : refused;
  if (code >= 128 && code <= 255) return isPermanentFailureCause(code) ? permanent : refused;
  if (checksBeforeSending.has(code)) return permanentChecks.has(code) ? permanent : refused;
  if (handedOver) return inDoubt;
  // Vendors' own: 512 to 515 ask to wait, 517 means that the SIM is not ready, as after a restart that was not noticed.
  return code > 515 && code !== 517 ? permanent : refused;
}

/** 0x80..0xBF are faults of the message, 0xC1..0xC7 of its address or rights; E0..FE are applications' own. */
function isPermanentFailureCause(code: number): boolean {
  return code < 0xe0 && !passingFailureCauses.has(code);
}

/** Meaning of +CME ERROR `code`; the modem's own codes prove nothing once the PDU is handed over. */
export function meaningOfCme(code: number | undefined, handedOver: boolean): ErrorMeaning {
  if (handedOver) return inDoubt;
  // 27.007 9.2.1: operation not supported, incorrect parameters. "Not allowed" (3) is about what the modem does just then.
  return code !== undefined && [4, 50].includes(code) ? permanent : refused;
}

/** The refusal an error proves, or undefined where it proves none. `isStarting`: it may pass by itself. */
export function refusalOf(error: AtError, handedOver: boolean, isStarting: boolean): Refusal | undefined {
  const meaning = meaningOf(error, handedOver);
  if (meaning.kind === 'inDoubt') return undefined;
  const source = error.source === 'plain' ? 'modem' : error.source;
  const code = error.code === undefined ? {} : { code: error.code };
  const cause = { source, ...code, text: causeText(error) } as const;
  if (isStarting && !handedOver && mayPass(error)) return { ...cause, permanent: false, notYet: true };
  return { ...cause, permanent: meaning.permanent };
}

function meaningOf({ source, code }: AtError, handedOver: boolean): ErrorMeaning {
  if (source === 'cms' && code !== undefined) return meaningOfCms(code, handedOver);
  if (source === 'cme') return meaningOfCme(code, handedOver);
  return handedOver ? inDoubt : refused;
}
