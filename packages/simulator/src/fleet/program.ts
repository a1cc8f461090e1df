/** The program `simgate fleet`: starts everything, prints its addresses, ends on request. */

import { createFleetControl } from './control/control.ts';
import { type Fleet, type FleetOptions, startFleet } from './fleet.ts';

/** Options of the command. */
export interface FleetProgramOptions extends FleetOptions {
  /** Port of the control API; 0 takes any free one. Default 8089. It listens on loopback whatever `host` is. */
  readonly controlPort?: number;
}

/** The message to a parent process, over its IPC channel, once everything listens. */
export interface FleetAddresses {
  /** Base URLs of the gateways, in their order. */
  readonly gateways: readonly string[];
  readonly control: string;
}

/** The program in process, until it is closed. */
export interface RunningFleet extends FleetAddresses {
  readonly fleet: Fleet;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const CONTROL_PORT = 8089;

/** Starts fleet and control API. Rejects when an option or an address cannot be used; then nothing runs. */
export async function startFleetProgram(options: FleetProgramOptions = {}): Promise<RunningFleet> {
  const fleet = await startFleet(options);
  const server = createFleetControl(fleet);
  try {
    const control = await server.listen({ host: LOOPBACK, port: options.controlPort ?? CONTROL_PORT });
    const close = async () => {
      await server.close();
      await fleet.close();
    };
    return { fleet, gateways: fleet.world.gateways.map(({ index }) => fleet.urlOf(index)), control, close };
  } catch (error) {
    await fleet.close();
    throw error;
  }
}

/** Runs the command: prints the addresses, sends them to a parent process, and resolves at the end. */
export async function runFleet(options: FleetProgramOptions = {}): Promise<void> {
  const program = await startFleetProgram(options);
  const ended = endWish();
  process.stdout.write(addressLines(program));
  const { gateways, control } = program;
  process.send?.({ gateways, control } satisfies FleetAddresses);
  await ended;
  await program.close();
}

/** SIGTERM, Ctrl-C, or the parent's end of the IPC channel closed. */
function endWish(): Promise<void> {
  return new Promise(resolve => {
    for (const wish of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
      process.once(wish, () => {
        if (process.connected) process.disconnect();
        resolve();
      });
    }
  });
}

/** The first and the last gateway, then the control API, then a line to try. */
function addressLines({ gateways, control, fleet }: RunningFleet): string {
  const [first = ''] = gateways;
  const { user = '' } = fleet.world.gateways[0] ?? {};
  const last = gateways.length > 1 ? ` to ${gateways.at(-1)}` : '';
  return [
    `${gateways.length} gateways of ${fleet.world.gateways[0]?.ports.length} ports: ${first}${last}`,
    `control: ${control}`,
    `try: curl --digest -u ${user}:PASSWORD ${first}/api/query_sms_in_queue`,
    '',
  ].join('\n');
}
