/** One handler for each endpoint of the contract: the compiler holds this list complete. */
import type { Handlers } from './context.ts';
import { sessionHandlers } from './rest/access/session.ts';
import { auditHandlers, tokenHandlers, userHandlers } from './rest/access/users.ts';
import { alarmHandlers } from './rest/alarms.ts';
import { balanceHandlers } from './rest/balances.ts';
import { callHandlers } from './rest/calls.ts';
import { conversationHandlers } from './rest/conversations.ts';
import { deviceHandlers } from './rest/devices.ts';
import { eventHandlers } from './rest/events.ts';
import { liveHandlers } from './rest/live.ts';
import { messageHandlers } from './rest/messages.ts';
import { numberHandlers } from './rest/numbers.ts';
import { operationHandlers } from './rest/operation.ts';
import { portSettingsHandlers } from './rest/port-settings.ts';
import { portHandlers } from './rest/ports.ts';
import { pushTargetHandlers } from './rest/push-targets.ts';
import { sendingHandlers } from './rest/sending/sending.ts';
import { settingsHandlers } from './rest/settings.ts';
import { simulatorHandlers } from './rest/simulator.ts';
import { statisticsHandlers } from './rest/statistics.ts';
import { exportHandlers } from './rest/system/exports.ts';
import { gatewayHandlers } from './rest/system/gateway.ts';
import { logHandlers } from './rest/system/log.ts';
import { recordingHandlers } from './rest/system/recordings.ts';
import { taskHandlers } from './rest/tasks.ts';
import { restToolkitHandlers } from './rest/toolkit.ts';
import { ussdHandlers } from './rest/ussd.ts';
import { getCdr } from './vendor/get-cdr.ts';
import { getPortInfo } from './vendor/get-port-info.ts';
import { getStatus } from './vendor/get-status.ts';
import { queryIncomingSms } from './vendor/query-incoming-sms.ts';
import { querySmsDeliverStatus } from './vendor/query-sms-deliver-status.ts';
import { querySmsInQueue } from './vendor/query-sms-in-queue.ts';
import { querySmsResult } from './vendor/query-sms-result.ts';
import { queryUssdReply } from './vendor/query-ussd-reply.ts';
import { sendSms } from './vendor/send-sms.ts';
import { sendUssd } from './vendor/send-ussd.ts';
import { setPortInfo } from './vendor/set-port-info.ts';
import { stopSms } from './vendor/stop-sms.ts';
import { toolkitHandlers } from './vendor/toolkit.ts';

export const handlers: Handlers = {
  send_sms: sendSms,
  query_sms_result: querySmsResult,
  query_sms_deliver_status: querySmsDeliverStatus,
  query_sms_in_queue: querySmsInQueue,
  query_incoming_sms: queryIncomingSms,
  send_ussd: sendUssd,
  query_ussd_reply: queryUssdReply,
  stop_sms: stopSms,
  get_port_info: getPortInfo,
  set_port_info: setPortInfo,
  get_cdr: getCdr,
  get_status: getStatus,
  ...alarmHandlers,
  ...balanceHandlers,
  ...callHandlers,
  ...deviceHandlers,
  ...eventHandlers,
  ...sendingHandlers,
  ...messageHandlers,
  ...conversationHandlers,
  ...taskHandlers,
  ...restToolkitHandlers,
  ...simulatorHandlers,
  ...numberHandlers,
  ...operationHandlers,
  ...gatewayHandlers,
  ...exportHandlers,
  ...recordingHandlers,
  ...logHandlers,
  ...portHandlers,
  ...portSettingsHandlers,
  ...statisticsHandlers,
  ...liveHandlers,
  ...pushTargetHandlers,
  ...sessionHandlers,
  ...settingsHandlers,
  ...userHandlers,
  ...tokenHandlers,
  ...auditHandlers,
  ...ussdHandlers,
  ...toolkitHandlers,
};
