/** set_port_info, chapter 11. */

import type { Answer } from '../http/answer.ts';
import { ParameterError, textOf } from '../http/request.ts';
import { setRegistration } from '../state/gateway.ts';
import type { FleetGateway, FleetPort } from '../state/model.ts';
import { startWaiting } from '../state/sending.ts';
import type { FleetWorld } from '../state/world.ts';
import type { Call } from './call.ts';
import { apiAnswer, onePort } from './common.ts';

interface Change {
  readonly world: FleetWorld;
  readonly gateway: FleetGateway;
  readonly port: FleetPort;
  readonly param: string;
  readonly number: string;
}

/** How long a module takes to be registered again. */
const MODULE_START = 10_000;

function restartModule({ world, gateway, port }: Change): void {
  setRegistration(world, gateway, port, 'SEARCHING_NETWORK');
  world.clock.after(MODULE_START, () => {
    if (port.registration === 'SEARCHING_NETWORK') setRegistration(world, gateway, port, 'REGISTER_OK');
  });
}

function wrongParam(): never {
  throw new ParameterError('param is not as the action wants it');
}

const forwardings = ['Unconditional', 'NoReply', 'Busy', 'Not_Reachable'];

function setForwarding({ port, param, number }: Change): void {
  const reason = param === 'Uncondational' ? 'Unconditional' : param;
  if (reason === 'CancelAll') port.forwarding = {};
  else if (forwardings.includes(reason) && number !== '')
    port.forwarding = { ...port.forwarding, [reason]: number };
  else wrongParam();
}

/** The card with a PIN: `lock` asks for it from now on, `unlock` no more. */
function setLock({ port, param }: Change, locked: boolean): void {
  if (!/^\d{4,8}$/.test(param) || (port.pin !== undefined && port.pin !== param)) wrongParam();
  if (locked) port.pin = param;
  else delete port.pin;
}

const actions: Readonly<Record<string, (change: Change) => void>> = {
  slot: change => {
    if (!change.gateway.multiSim || !/^[0-3]$/.test(change.param)) wrongParam();
    setRegistration(change.world, change.gateway, change.port, 'UNREGISTER');
    change.port.slot = Number(change.param);
    restartModule(change);
  },
  reset: change => {
    if (change.param === '' && change.gateway.quirks.resetWantsParam) wrongParam();
    restartModule(change);
  },
  power: change => {
    if (change.param !== 'on' && change.param !== 'off') wrongParam();
    if (change.param === 'off') setRegistration(change.world, change.gateway, change.port, 'POWER_OFF');
    else if (change.port.registration === 'POWER_OFF') restartModule(change);
  },
  imei: ({ port, param }) => {
    if (!/^\d{15}$/.test(param)) wrongParam();
    port.imei = param;
  },
  number: ({ port, param }) => {
    if (!/^\+?\d{0,20}$/.test(param)) wrongParam();
    port.number = param;
  },
  lock: change => setLock(change, true),
  unlock: change => setLock(change, false),
  block: ({ port }) => {
    port.blocked = true;
  },
  unblock: ({ world, gateway, port }) => {
    port.blocked = false;
    startWaiting(world, gateway);
  },
  CallForward: setForwarding,
  CheckCallForward: () => {},
};

/** set_port_info (chapter 11): one action of one port. */
export function setPort({ world, gateway, variables }: Call): Answer {
  const port = onePort(gateway, variables);
  const name = textOf(variables, 'action');
  const action = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw new ParameterError('action is missing or unknown');
  const param = textOf(variables, 'param') ?? '';
  const number = textOf(variables, 'number') ?? '';
  action({ world, gateway, port, param, number });
  return apiAnswer(gateway, 200);
}
