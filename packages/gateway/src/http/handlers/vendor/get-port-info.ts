import { type Contract, type PortFactName, type PortFacts, portFacts } from '@simgate/api/contract';
import { done } from '@simgate/daemon/http';
import type { Forwardings } from '../../../port-management/port-management.ts';
import type { Remaining } from '../../../port-management/sim-limits.ts';
import type { PortSnapshot } from '../../../ports/port.ts';
import type { Handler, HandlerContext } from '../context.ts';

function shown(left: number | undefined): string {
  return left === undefined ? '' : `${left}`;
}

/** The rest of the SIM's limits; "" is no limit. Credit is counted in SMS, times in seconds. */
function remainsOf(left: Remaining) {
  return {
    remain_credit: shown(left.smsTotal),
    remain_monthly_credit: shown(left.smsPerMonth),
    remain_daily_credit: shown(left.smsPerDay),
    remain_daily_call_time: shown(left.callSecondsPerDay),
    remain_hourly_call_time: shown(left.callSecondsPerHour),
    remain_daily_connected: shown(left.callsPerDay),
  };
}

/** Facts beside the snapshot. */
interface Known {
  readonly forwardings: Forwardings;
  readonly remaining: Remaining;
}

function factsOf(snapshot: PortSnapshot, { forwardings, remaining }: Known): PortFacts {
  return {
    type: snapshot.type,
    imei: snapshot.imei,
    imsi: snapshot.sim?.imsi ?? '',
    iccid: snapshot.sim?.iccid ?? '',
    smsc: snapshot.sim?.smsc ?? '',
    number: snapshot.sim?.number ?? '',
    reg: snapshot.reg,
    slot: snapshot.slot,
    callstate: snapshot.callstate,
    signal: snapshot.signal,
    gprs: snapshot.gprs,
    ...remainsOf(remaining),
    CallForwarding: { ...forwardings },
  };
}

/** Only what was asked for, in the order of the contract. */
function itemOf(
  snapshot: PortSnapshot,
  asked: ReadonlySet<PortFactName>,
  { portManagement, limits }: HandlerContext,
) {
  const imsi = snapshot.sim?.imsi ?? '';
  // Read only where it is asked for.
  const forwardings = asked.has('CallForward') ? portManagement.forwardings(imsi) : {};
  const limited = [...asked].some(name => name.startsWith('remain_'));
  const remaining = limited ? limits.remaining(snapshot.port, imsi) : {};
  const facts = factsOf(snapshot, { forwardings, remaining });
  const chosen = portFacts.filter(fact => asked.has(fact.asked)).map(fact => [fact.key, facts[fact.key]]);
  return { port: snapshot.port, ...Object.fromEntries(chosen) };
}

/** Ports this gateway lacks are left out. */
export const getPortInfo: Handler<Contract['get_port_info']> = (request, context) => {
  const { ports } = context;
  const asked = new Set(request.info_type);
  const wanted = request.port === undefined ? undefined : new Set(request.port);
  const info = ports.ports
    .filter(port => wanted === undefined || wanted.has(port.number))
    .map(port => itemOf(port.snapshot(), asked, context));
  return done(200, { info });
};
