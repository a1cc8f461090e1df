/**
 * The page of the manual for each reason: one of its own, written by hand, or its entry in docs/reasons.md. The catalogue stays out of
 * here: the console loads this at its start.
 */
import type { ReasonGroup } from './reason-anchors.ts';

/** Pages that somebody wrote about several reasons, from the folder `docs`. */
const written: Readonly<Record<string, readonly string[]>> = {
  'symptoms/no-sim': [
    'port.no_sim',
    'port.sim_starting',
    'port.sim_unusable',
    'message.no_sim',
    'device.no_sim',
  ],
  'symptoms/pin-needed': [
    'port.pin_required',
    'port.puk_required',
    'device.pin_required',
    'device.puk_required',
  ],
  'symptoms/searching-for-ever': [
    'port.searching',
    'port.not_registered',
    'port.network_denied',
    'port.circuit_denied',
    'device.denied',
    'device.unregistered',
  ],
  'symptoms/sent-but-never-delivered': ['report.recipient_no_response', 'report.expired', 'report.pending'],
  'symptoms/the-port-is-silent': ['port.silent', 'port.resetting', 'port.device_gone', 'port.refuses_all'],
  'symptoms/permission-denied': ['device.no_permission', 'device.held', 'device.held_by_manager'],
  'symptoms/pushes-do-not-arrive': ['alarm.push_failing'],
  'understand/in-doubt': ['message.in_doubt'],
  'understand/segments-and-alphabets': ['message.alphabet'],
};

/** The page that somebody wrote about it, without its ending: `symptoms/no-sim`. */
export function writtenPage(group: ReasonGroup, code: string): string | undefined {
  return Object.entries(written).find(([, reasons]) => reasons.includes(`${group}.${code}`))?.[0];
}

/**
 * The page about a reason of the catalogue, with its key where it is one of many there: `symptoms/no-sim`, `reasons#port.blocked`. It is
 * below `/docs/` of a gateway with a console, and `simgate docs` takes it too.
 */
export function pageOfReason(group: ReasonGroup, code: string): string {
  return writtenPage(group, code) ?? `reasons#${group}.${code}`;
}
