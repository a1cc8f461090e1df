/** Virtual modems for foreign programs: each with a SIM of its own, a folder, and a serial device where the program wants one. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startSimulator } from '@simgate/simulator';
import type { JudgedModem } from './judges/judge.ts';
import { openPseudoTerminal } from './pseudo-terminal.ts';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * One modem for each name of a persona, in their order, all in one network where phones answer at once. The air is quick but not instant:
 * ModemManager loses the second of two notices that come in one piece.
 */
export async function openJudgedModems(
  personas: readonly string[],
): Promise<{ readonly modems: readonly JudgedModem[]; close(): Promise<void> }> {
  const folder = await temporaryFolder('judges');
  const simulator = await startSimulator({
    modems: personas.length,
    personas,
    network: { airTime: { minimum: 200, maximum: 250 } },
  });
  simulator.network.setCallRules([{ outcome: { kind: 'answer', milliseconds: 100 } }]);
  const endings: (() => unknown)[] = [];
  const modems = simulator.ports.map(async (port, index): Promise<JudgedModem> => {
    const own = join(folder.path, String(index));
    await mkdir(own);
    const device = async (): Promise<string> => {
      const terminal = await openPseudoTerminal(own, 'modem', port);
      endings.push(terminal.close);
      return terminal.path;
    };
    const atEnd = (end: () => unknown) => endings.push(end);
    return { simulator, port, persona: personas[index] ?? '', folder: own, device, atEnd };
  });
  return {
    modems: await Promise.all(modems),
    close: async () => {
      for (const end of endings.reverse()) await end();
      await simulator.close();
      await folder.remove();
    },
  };
}
