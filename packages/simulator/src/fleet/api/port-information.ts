/** get_port_info, chapter 10. */

import type { Answer } from '../http/answer.ts';
import { listOf, ParameterError } from '../http/request.ts';
import { FLEET_SERVICE_CENTRE, fleetImei, fleetSim } from '../identities.ts';
import { shownNumber } from '../state/gateway.ts';
import type { FleetGateway, FleetPort } from '../state/model.ts';
import type { Call } from './call.ts';
import { apiAnswer, askedPorts } from './common.ts';

type Reader = (gateway: FleetGateway, port: FleetPort) => unknown;

function sim(gateway: FleetGateway, port: FleetPort) {
  return fleetSim({ gateway: gateway.index, port: port.index, slot: port.slot });
}

function hasSim({ registration }: FleetPort): boolean {
  return registration !== 'NO_SIM' && registration !== 'POWER_OFF';
}

interface Row {
  /** The fields that the request asks for. */
  readonly type: string;
  /** Its key in the answer, where that is another word. */
  readonly key?: string;
  readonly read: Reader;
}

/** In the order in which the answer has them. */
const rows: readonly Row[] = [
  { type: 'type', read: () => 'LTE' },
  { type: 'imei', read: (gateway, port) => port.imei ?? fleetImei(gateway.index, port.index) },
  { type: 'imsi', read: (gateway, port) => (hasSim(port) ? sim(gateway, port).imsi : '') },
  { type: 'iccid', read: (gateway, port) => (hasSim(port) ? sim(gateway, port).iccid : '') },
  { type: 'smsc', read: (_, port) => (hasSim(port) ? FLEET_SERVICE_CENTRE : '') },
  { type: 'number', read: (gateway, port) => (hasSim(port) ? shownNumber(gateway, port) : '') },
  { type: 'reg', read: (_, port) => port.registration },
  { type: 'slot', read: (gateway, port) => (gateway.multiSim ? port.slot : 255) },
  { type: 'callstate', read: (_, port) => port.callState },
  { type: 'signal', read: (_, port) => (port.registration === 'REGISTER_OK' ? port.signal : 0) },
  { type: 'gprs', read: (_, port) => (port.registration === 'REGISTER_OK' ? 'attached' : 'detached') },
  { type: 'remain_credit', read: () => '' },
  { type: 'remain_monthly_credit', read: () => '' },
  { type: 'remain_daily_credit', read: () => '' },
  { type: 'remain_daily_calltime', key: 'remain_daily_call_time', read: () => '' },
  { type: 'remain_hourly_calltime', key: 'remain_hourly_call_time', read: () => '' },
  { type: 'remain_daily_connect', key: 'remain_daily_connected', read: () => '' },
  { type: 'CallForward', key: 'CallForwarding', read: (_, port) => port.forwarding ?? {} },
];

const FIRST_OF_1_1 = 'remain_credit';

/** The info types that this gateway knows. */
function knownRows({ quirks }: FleetGateway): readonly Row[] {
  return quirks.remainTypes
    ? rows
    : rows.slice(
        0,
        rows.findIndex(({ type }) => type === FIRST_OF_1_1),
      );
}

/** Only what was asked for, with `port` first. An info type that the gateway does not know fails the query. */
export function portInformation({ gateway, variables }: Call): Answer {
  const asked = listOf(variables, 'info_type')?.map(String);
  if (asked === undefined && gateway.quirks.infoTypeMissing404) {
    return { kind: 'page', status: 404, text: 'Cannot open URL' };
  }
  const known = knownRows(gateway);
  if (asked === undefined || asked.some(type => !known.some(row => row.type === type))) {
    throw new ParameterError('info_type is missing or unknown');
  }
  const wanted = known.filter(({ type }) => asked.includes(type));
  const info = askedPorts(gateway, variables).map(port => ({
    port: port.index,
    ...Object.fromEntries(wanted.map(({ type, key = type, read }) => [key, read(gateway, port)])),
  }));
  return apiAnswer(gateway, 200, { info });
}
