/** Control of single modems: /modems and everything under it. */

import type { FastifyInstance } from 'fastify';
import {
  type BankPort,
  hangModule,
  impairLine,
  insertSim,
  plugModule,
  pullSim,
  rebootModule,
  swapSim,
  unplugModule,
} from '../bank.ts';
import type { Impairment } from '../impairments.ts';
import { describePort, type Simulator } from '../main.ts';
import type { OutsideCall, UssdPush } from '../network/index.ts';
import type { MemoryName } from '../personas/persona.ts';
import { simCondition } from '../sim-card.ts';
import { memoryOf, notifySpace } from '../sms/delivery.ts';
import { deleteByFlag, fillMemory, usedSlots } from '../sms/message-memory.ts';
import { callModem, outsideCall } from './call-routes.ts';
import { NotFoundError, NotPossibleError } from './errors.ts';
import { type ForwardingBody, forwarding, setForwarding, showForwarding } from './forwarding-routes.ts';
import { type MessageBody, sendMessage } from './messages.ts';
import * as schemas from './schemas.ts';
import { equipToolkit, sendCommand, showToolkit } from './toolkit-routes.ts';
import { pushUssd, ussdPush } from './ussd-routes.ts';

interface ModemRoute {
  readonly Params: { readonly index: string };
}

/** A route on one modem with this body; the handler's answer, or `{"done": true}`. */
type Handler<Body> = (port: BankPort, body: Body) => unknown;

/** Throws `NotFoundError` where there is none of this index. */
export function findModem(simulator: Simulator, index: string): BankPort {
  const port = simulator.bank[Number(index)];
  if (port === undefined) throw new NotFoundError('index', `there is no modem ${index}`);
  return port;
}

/** Adds everything under /modems, apart from faults. */
export function addModemRoutes(server: FastifyInstance, simulator: Simulator): void {
  const find = (index: string) => findModem(simulator, index);
  const add = <Body>(method: 'POST' | 'PUT', path: string, body: object | undefined, handle: Handler<Body>) =>
    server.route<ModemRoute & { Body: Body }>({
      method,
      url: `/modems/:index/${path}`,
      schema: { params: schemas.modemParameters, ...(body && { body }) },
      handler: async request =>
        (await handle(find(request.params.index), request.body as Body)) ?? { done: true },
    });

  server.get('/modems', () => simulator.bank.map(describeModem));
  server.get<ModemRoute>('/modems/:index', { schema: { params: schemas.modemParameters } }, request =>
    describeModem(find(request.params.index)),
  );
  add<MessageBody>('POST', 'messages', schemas.messageToModem, (port, body) =>
    sendMessage(simulator.network, numberOf(port), body),
  );
  server.get<ModemRoute>('/modems/:index/toolkit', { schema: { params: schemas.modemParameters } }, request =>
    showToolkit(find(request.params.index)),
  );
  add('PUT', 'toolkit', schemas.toolkit, equipToolkit);
  add('POST', 'toolkit/command', schemas.toolkitCommand, sendCommand);
  add<UssdPush>('POST', 'ussd', ussdPush, (port, body) => pushUssd(simulator.network, imsiOf(port), body));
  add<Omit<OutsideCall, 'to'>>('POST', 'calls', outsideCall, (port, body) =>
    callModem(simulator.network, numberOf(port), body),
  );
  server.get<ModemRoute>(
    '/modems/:index/forwarding',
    { schema: { params: schemas.modemParameters } },
    request => showForwarding(simulator.network, imsiOf(find(request.params.index))),
  );
  add<ForwardingBody>('PUT', 'forwarding', forwarding, (port, body) =>
    setForwarding(simulator.network, imsiOf(port), body),
  );
  addRadioRoutes(simulator, add);
  addSimRoutes(simulator, add);
  addModuleRoutes(add);
}

type Add = <Body>(
  method: 'POST' | 'PUT',
  path: string,
  body: object | undefined,
  handle: Handler<Body>,
) => void;

function addRadioRoutes({ network }: Simulator, add: Add): void {
  add<{ rssi: number }>('PUT', 'signal', schemas.signal, (port, { rssi }) => {
    network.setSignal(imsiOf(port), rssi);
  });
  add<{ status: 0 | 1 | 2 | 3 | 4 | 5 }>('PUT', 'registration', schemas.registration, (port, { status }) => {
    network.setRegistration(imsiOf(port), status);
  });
}

function addSimRoutes(simulator: Simulator, add: Add): void {
  add('POST', 'sim/pull', undefined, port => pullSim(port));
  add('POST', 'sim/insert', undefined, port => {
    if (!insertSim(port)) throw new NotPossibleError('index', 'no SIM was pulled from this modem');
  });
  add<{ card?: number }>('POST', 'sim/swap', schemas.simSwap, (port, body) => {
    swapSim(port, body.card ?? port.cards.size, simulator.cardOptions);
    return describeModem(port);
  });
  add<{ memory?: MemoryName; free?: number }>('PUT', 'storage', schemas.storageFill, fillStorage);
}

/** Fills a storage so that `free` places are left (default none). More free places than there are: some are emptied. */
function fillStorage(
  port: BankPort,
  { memory: name = 'SM', free = 0 }: { memory?: MemoryName; free?: number },
) {
  const memory = memoryOf(port.module, name);
  if (memory === undefined) throw new NotPossibleError('memory', 'there is no SIM to hold messages');
  if (free >= memory.slots.length) deleteByFlag(memory, 4);
  else fillMemory(memory, free, filler);
  notifySpace(port.module);
  return { used: usedSlots(memory), size: memory.slots.length };
}

/** An SMS-DELIVER from `filler` with text `x`. */
const filler = Uint8Array.from(Buffer.from('040CD0E6349B5D96030000621010000000000178', 'hex'));

function addModuleRoutes(add: Add): void {
  add<{ code: number; times: number }>('PUT', 'send-fault', schemas.sendFault, ({ module }, body) => {
    module.sendFault = { code: body.code, remaining: body.times };
  });
  add<{ milliseconds?: number }>('POST', 'reboot', schemas.reboot, (port, { milliseconds }) =>
    rebootModule(port, milliseconds),
  );
  add<{ hung: boolean }>('PUT', 'hung', schemas.hang, (port, { hung }) => hangModule(port, hung));
  add<{ listener?: 'refuses' | 'closes' }>('POST', 'unplug', schemas.unplug, (port, { listener }) =>
    unplugModule(port, listener ?? 'refuses'),
  );
  add<{ milliseconds?: number }>('POST', 'plug', schemas.reboot, (port, { milliseconds }) =>
    plugModule(port, milliseconds),
  );
  add<readonly Impairment[]>('PUT', 'impairments', schemas.impairments, impairLine);
}

function imsiOf({ module }: BankPort): string {
  if (!module.sim) throw new NotPossibleError('index', 'there is no SIM in this modem');
  return module.sim.imsi;
}

function numberOf({ module, spareSim }: BankPort): string {
  const sim = module.sim ?? spareSim;
  if (!sim) throw new NotPossibleError('index', 'there is no SIM in this modem');
  return sim.number;
}

/** One modem as the API shows it. */
function describeModem(port: BankPort): object {
  const { module } = port;
  const storages = module.persona.memories.map(name => {
    const memory = memoryOf(module, name);
    return [name, memory ? { used: usedSlots(memory), size: memory.slots.length } : { used: 0, size: 0 }];
  });
  return {
    ...describePort(port),
    persona: module.persona.name,
    power: port.unplugged ? 'unplugged' : module.power,
    hung: module.hung,
    connected: module.link.open,
    sim: module.sim ? simCondition(module.sim.code) : 'missing',
    registration: module.registration,
    rssi: module.rssi,
    storages: Object.fromEntries(storages),
    impairments: port.impairments,
    faults: port.faults.list(),
  };
}
