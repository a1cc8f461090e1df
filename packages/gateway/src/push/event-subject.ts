/** The subject of an event. Order is kept among events of one subject only (contract, section 13, "push order"). */
import type { GatewayEvent } from '../events.ts';

export function subjectOf(event: GatewayEvent): string {
  switch (event.kind) {
    case 'sms':
      return `sms ${event.imsi} ${event.number}`;
    case 'sms_result':
    case 'sms_deliver_status':
      return `message ${event.messageId}`;
    case 'ussd':
    case 'register':
    case 'exception_info':
      return `port ${event.port}`;
    case 'missed_call':
    case 'cdr':
      return `call ${event.callId}`;
    case 'alarm':
      return `alarm ${event.alarmId}`;
    case 'device':
      return 'gateway';
  }
}
