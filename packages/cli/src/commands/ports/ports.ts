/** `simgate ports`: how the ports are. */
import { type PortReason, pageOfReason, portReasons } from '@simgate/api/reasons';
import type { Command } from 'commander';
import type { Session } from '../../connection/session.ts';
import type { Column } from '../../output/table.ts';
import { localTime } from '../../output/times.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { usageError } from '../../program/exit-codes.ts';
import { portNumber } from '../../program/values.ts';
import { isTroubled, type Port, portColumns, stateOf, stateStyle } from './port-columns.ts';
import { vendorPortColumns, vendorPorts } from './vendor-ports.ts';
import { watch } from './watch.ts';

interface PortsOptions {
  readonly watch: boolean;
  readonly trouble: boolean;
}

const NO_PORT = 'The gateway has no port. simgate doctor finds modems of this machine.';

/** One port in full. */
const portFacts: readonly Column<Port>[] = [
  { title: 'port', value: ({ port }) => port },
  { title: 'name', value: ({ label }) => label },
  { title: 'state', value: stateOf, style: stateStyle },
  { title: 'since', value: ({ since }) => since, shown: ({ since }) => localTime(since) },
  { title: 'trouble', value: ({ trouble }) => trouble },
  { title: 'operator', value: ({ operator }) => operator?.name },
  { title: 'type', value: ({ type }) => type },
  { title: 'signal', value: ({ dbm }) => dbm, shown: ({ dbm }) => (dbm === null ? '' : `${dbm} dBm`) },
  { title: 'number', value: ({ sim }) => sim?.number },
  { title: 'imsi', value: ({ sim }) => sim?.imsi },
  { title: 'iccid', value: ({ sim }) => sim?.iccid },
  { title: 'smsc', value: ({ sim }) => sim?.smsc },
  { title: 'slot', value: ({ slot }) => slot, shown: ({ slot }) => (slot === 255 ? '' : String(slot)) },
  { title: 'device', value: ({ device }) => device },
  { title: 'modem', value: ({ maker, model }) => `${maker} ${model}`.trim() },
  { title: 'firmware', value: ({ firmware }) => firmware },
  { title: 'imei', value: ({ imei }) => imei },
  { title: 'waiting', value: ({ waiting }) => waiting },
  { title: 'sent today', value: ({ today }) => today.sent },
  { title: 'failed today', value: ({ today }) => today.failed },
  { title: 'received today', value: ({ today }) => today.received },
  {
    title: 'limits left',
    value: ({ limits_left }) =>
      Object.entries(limits_left)
        .map(([name, left]) => `${name} ${left}`)
        .join(', '),
  },
  {
    title: 'last action',
    value: ({ last_action }) =>
      last_action === null ? '' : `${last_action.action} ${last_action.state} ${last_action.text}`.trim(),
  },
];

/** The same of original hardware, in the fields of its get_port_info. */
async function showOriginal(session: Session, number: number | undefined): Promise<void> {
  const info = await vendorPorts(await session.client(), number);
  const [first] = info;
  if (number !== undefined && first !== undefined) session.out.facts(first, vendorPortColumns);
  else session.out.list('info', info, vendorPortColumns, NO_PORT);
}

/** For a person: the first remedy of a port that a person has to see to, and the page about it. */
function explain({ out }: Session, port: Port): void {
  if (!out.isTerminal || !isTroubled(port) || !Object.hasOwn(portReasons, port.reason)) return;
  const { remedies } = portReasons[port.reason as PortReason];
  out.write(`\n  try:    ${remedies[0]}\n  more:   simgate docs '${pageOfReason('port', port.reason)}'\n`);
}

/** Shows one port in full, or the table of all. A terminal leaves the columns name and trouble out where no port has any. */
async function show(session: Session, number: number | undefined, { trouble }: PortsOptions): Promise<void> {
  if (await session.isOriginal()) return showOriginal(session, number);
  const client = await session.client();
  if (number !== undefined) {
    const port = await client.orThrow.getPort({ port: number });
    session.out.facts(port, portFacts);
    return explain(session, port);
  }
  const { ports } = await client.orThrow.listPorts();
  const shown = trouble ? ports.filter(isTroubled) : ports;
  const useful = portColumns.filter(
    ({ title, value }) =>
      !session.out.isTerminal ||
      (title !== 'name' && title !== 'trouble') ||
      shown.some(port => value(port) !== ''),
  );
  session.out.list('ports', shown, useful, ports.length === 0 ? NO_PORT : 'No port has trouble.');
}

/** Shows the ports, or with --watch a view that renews itself. @throws CommandError where --watch is not at a terminal */
async function run(session: Session, options: PortsOptions, number: number | undefined): Promise<void> {
  if (!options.watch) return show(session, number, options);
  if (!session.out.isTerminal)
    throw usageError('--watch is for a terminal; programs read simgate events --follow --jsonl');
  await watch(() => show(session, number, options));
}

/** `simgate ports [N]`. */
export function portsCommand(): Command {
  return clientCommand('ports', 'Shows how the ports are; one in full where its number is given.', [
    'simgate ports',
    'simgate ports 3',
    'simgate ports --watch',
  ])
    .argument('[port]', 'a port number from 0 to 31', portNumber)
    .option('-w, --watch', 'shows them anew every two seconds, until Ctrl+C', false)
    .option('--trouble', 'only ports that a person has to see to', false)
    .action(doing(run));
}
