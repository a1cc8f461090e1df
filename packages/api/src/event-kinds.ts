/** Kinds of events that a push target or a reader of the stream may choose (chapter 16 and the later document). */
export const eventKinds = [
  'sms',
  'sms_result',
  'sms_deliver_status',
  'ussd',
  'register',
  'missed_call',
  'cdr',
  'device',
  'exception_info',
  'alarm',
] as const;

/** Kinds that a target gets only where it names them. */
const onRequest: ReadonlySet<PushKind> = new Set<PushKind>(['alarm']);

/** Kinds that a target gets where it names none. */
export const usualEventKinds: readonly PushKind[] = eventKinds.filter(kind => !onRequest.has(kind));

/** A kind of event that a push target may ask for. */
export type PushKind = (typeof eventKinds)[number];
