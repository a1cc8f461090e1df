/** What a push target or a reader of the stream may ask for (chapter 16 and the later document). */
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
] as const;

export type PushKind = (typeof eventKinds)[number];
