/** A program that chooses the SIM of a port, for hardware between module and cards that the module does not know. */
import { execFile } from 'node:child_process';
import type { SlotActuator } from '../modem/bring-up/slot.ts';

/** Milliseconds the program may take. */
const DEADLINE = 30_000;

/** How a program is run; "" when it ended with 0, else its error output. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<string>;

export const runProgram: RunProgram = (program, args) =>
  new Promise(resolve => {
    execFile(program, args, { timeout: DEADLINE, encoding: 'utf8' }, (error, _output, complaint) => {
      resolve(error === null ? '' : complaint.trim() || error.message);
    });
  });

/** The actuator of one port. It is run anew after each start of the gateway: nobody knows where the contacts stand. */
export function commandSlots(
  command: readonly string[],
  port: number,
  run: RunProgram = runProgram,
): SlotActuator {
  let standing: number | undefined;
  return {
    current: async () => standing,
    select: async slot => {
      standing = undefined;
      const fill = (text: string) => text.replaceAll('{port}', `${port}`).replaceAll('{slot}', `${slot}`);
      const [program = '', ...args] = command.map(fill);
      const trouble = await run(program, args);
      if (trouble === '') standing = slot;
      return trouble === '' ? '' : `${program} failed: ${trouble}`;
    },
  };
}
