/** Kinds of events of the server: webhooks and the live stream choose by these. */
export const serverEventKinds = [
  'message.sent',
  'message.delivered',
  'message.undelivered',
  'message.failed',
  'message.unknown',
  'message.expired',
  'message.cancelled',
  'message.received',
  'ussd.received',
  'call.recorded',
  'call.missed',
  'gateway.state',
  'gateway.notice',
  'port.state',
  'sim.state',
  'optout.changed',
] as const;
/** A kind of event of the server. */
export type ServerEventKind = (typeof serverEventKinds)[number];
