/**
 * The HTTP contract as one value. Handlers, validation, types, OpenAPI, client and manual page follow from it; a test proves that
 * each endpoint stands in all of them.
 */
import type { Endpoint } from './endpoint.ts';
import { auditEndpoints } from './endpoints/rest/access/audit.ts';
import { sessionEndpoints } from './endpoints/rest/access/session.ts';
import { tokenEndpoints } from './endpoints/rest/access/tokens.ts';
import { userEndpoints } from './endpoints/rest/access/users.ts';
import { alarmEndpoints } from './endpoints/rest/alarms.ts';
import { balanceEndpoints } from './endpoints/rest/balances.ts';
import { callEndpoints } from './endpoints/rest/calls.ts';
import { conversationEndpoints } from './endpoints/rest/conversations.ts';
import { deviceEndpoints } from './endpoints/rest/devices.ts';
import { eventEndpoints } from './endpoints/rest/events.ts';
import { messageEndpoints } from './endpoints/rest/messages.ts';
import { numberEndpoints } from './endpoints/rest/numbers.ts';
import { operationEndpoints } from './endpoints/rest/operation.ts';
import { portSettingsEndpoints } from './endpoints/rest/port-settings.ts';
import { portEndpoints } from './endpoints/rest/ports.ts';
import { pushQueueEndpoints } from './endpoints/rest/push-queues.ts';
import { pushTargetEndpoints } from './endpoints/rest/push-targets.ts';
import { sendingEndpoints } from './endpoints/rest/sending/sending.ts';
import { settingsEndpoints } from './endpoints/rest/settings.ts';
import { simulatorEndpoints } from './endpoints/rest/simulator.ts';
import { statisticsEndpoints } from './endpoints/rest/statistics.ts';
import { exportEndpoints } from './endpoints/rest/system/exports.ts';
import { gatewayEndpoints } from './endpoints/rest/system/gateway.ts';
import { logEndpoints } from './endpoints/rest/system/log.ts';
import { recordingEndpoints } from './endpoints/rest/system/recordings.ts';
import { taskEndpoints } from './endpoints/rest/tasks.ts';
import { cardEndpoints } from './endpoints/rest/toolkit.ts';
import { ussdEndpoints } from './endpoints/rest/ussd.ts';
import { getCdr } from './endpoints/vendor/get-cdr.ts';
import { getPortInfo } from './endpoints/vendor/get-port-info.ts';
import { getStatus } from './endpoints/vendor/get-status.ts';
import { queryIncomingSms } from './endpoints/vendor/query-incoming-sms.ts';
import { querySmsDeliverStatus } from './endpoints/vendor/query-sms-deliver-status.ts';
import { querySmsInQueue } from './endpoints/vendor/query-sms-in-queue.ts';
import { querySmsResult } from './endpoints/vendor/query-sms-result.ts';
import { queryUssdReply } from './endpoints/vendor/query-ussd-reply.ts';
import { sendSms } from './endpoints/vendor/send-sms.ts';
import { sendUssd } from './endpoints/vendor/send-ussd.ts';
import { setPortInfo } from './endpoints/vendor/set-port-info.ts';
import { stopSms } from './endpoints/vendor/stop-sms.ts';
import { toolkitEndpoints } from './endpoints/vendor/toolkit.ts';

/** Every endpoint, in the order of the manual: the vendor's chapters, then ours by subject. */
const listed = [
  sendSms,
  querySmsResult,
  querySmsDeliverStatus,
  querySmsInQueue,
  queryIncomingSms,
  sendUssd,
  queryUssdReply,
  stopSms,
  getPortInfo,
  setPortInfo,
  getCdr,
  getStatus,
  ...toolkitEndpoints,
  ...eventEndpoints,
  ...sendingEndpoints,
  ...messageEndpoints,
  ...conversationEndpoints,
  ...taskEndpoints,
  ...numberEndpoints,
  ...ussdEndpoints,
  ...callEndpoints,
  ...portEndpoints,
  ...portSettingsEndpoints,
  ...cardEndpoints,
  ...statisticsEndpoints,
  ...deviceEndpoints,
  ...balanceEndpoints,
  ...alarmEndpoints,
  ...pushTargetEndpoints,
  ...pushQueueEndpoints,
  ...sessionEndpoints,
  ...settingsEndpoints,
  ...userEndpoints,
  ...tokenEndpoints,
  ...auditEndpoints,
  ...simulatorEndpoints,
  ...gatewayEndpoints,
  ...exportEndpoints,
  ...recordingEndpoints,
  ...logEndpoints,
  ...operationEndpoints,
] as const;

type Listed = (typeof listed)[number];

/** The type of each endpoint by its name. */
export type Contract = { readonly [One in Listed as One['name']]: One };
/** The names of all endpoints, as `send_sms`. */
export type EndpointName = keyof Contract;

/** All endpoints in the order of the manual. */
export const endpoints: readonly Endpoint[] = listed;

/** All endpoints by name. Routes, validation, OpenAPI, client and manual are made from it. */
export const contract = Object.fromEntries(listed.map(endpoint => [endpoint.name, endpoint])) as Contract;
