import { type Contract, type PortFactName, type PortFacts, portFacts } from '@simgate/api';
import type { Forwardings } from '../../modem/forwarding.ts';
import type { PortSnapshot } from '../../ports/port.ts';
import { done } from '../answers.ts';
import type { Handler, HandlerContext } from './context.ts';

/** LTE and NR came after the first documents; strict clients know WCDMA. */
const typeOf = (type: PortSnapshot['type'], strict: boolean): PortFacts['type'] =>
  strict && (type === 'LTE' || type === 'NR') ? 'WCDMA' : type;

/** No limits are set on ports, so nothing remains to be told: "" is no limit. */
const noLimits = {
  remain_credit: '',
  remain_monthly_credit: '',
  remain_daily_credit: '',
  remain_daily_call_time: '',
  remain_hourly_call_time: '',
  remain_daily_connected: '',
} as const;

const factsOf = (snapshot: PortSnapshot, forwardings: Forwardings, typeStrict: boolean): PortFacts => ({
  type: typeOf(snapshot.type, typeStrict),
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
  ...noLimits,
  CallForwarding: { ...forwardings },
});

/** Only what was asked for, in the order of the contract. */
const itemOf = (
  snapshot: PortSnapshot,
  asked: ReadonlySet<PortFactName>,
  { portManagement, typeStrict }: HandlerContext,
) => {
  // Read only where it is asked for.
  const forwardings = asked.has('CallForward') ? portManagement.forwardings(snapshot.sim?.imsi ?? '') : {};
  const facts = factsOf(snapshot, forwardings, typeStrict);
  const chosen = portFacts.filter(fact => asked.has(fact.asked)).map(fact => [fact.key, facts[fact.key]]);
  return { port: snapshot.port, ...Object.fromEntries(chosen) };
};

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
