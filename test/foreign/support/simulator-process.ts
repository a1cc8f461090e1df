/** The simulator as a process of its own, and its control API. */
import type { ProgramAddresses, ProgramOptions } from '@simgate/simulator';
import { simulatorProgram } from '../../programs/launcher.ts';
import { startProgram } from './child-program.ts';

export interface SimulatorSettings extends Pick<ProgramOptions, 'modems' | 'seed' | 'timers' | 'personas'> {
  /** `recordLimit` left out: everything that was carried is kept. */
  readonly network: NonNullable<ProgramOptions['network']>;
}

export type SimulatorPort = ProgramAddresses['ports'][number];

/** As the control API shows a message that was carried; see the simulator's README. */
export interface CarriedMessage {
  readonly id: number;
  readonly kind: 'submit' | 'command' | 'deliver' | 'status-report';
  readonly imsi: string;
  readonly from: string;
  /** A status report that the module did not pass on. */
  readonly forgotten?: true;
  readonly to: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text?: string;
}

export interface SimulatorProcess {
  readonly pid: number;
  readonly ports: readonly SimulatorPort[];
  /** GET of the control API. */
  ask<Answer>(path: string): Promise<Answer>;
  /** POST or PUT to the control API. */
  tell<Answer>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<Answer>;
  /** Everything of a kind that was carried. */
  carried(kind: CarriedMessage['kind']): Promise<CarriedMessage[]>;
  end(): Promise<void>;
}

async function json<Answer>(answer: Response): Promise<Answer> {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** A kept connection may be closed by the peer at the moment it is used again; on a loaded machine it often is. */
const alone = { connection: 'close' };

/** Starts it on free ports; resolves when every modem listens. */
export async function startSimulatorProcess(settings: SimulatorSettings): Promise<SimulatorProcess> {
  const program = startProgram(process.execPath, [simulatorProgram, JSON.stringify(settings)], { ipc: true });
  const { ports, control } = await new Promise<ProgramAddresses>((resolve, reject) => {
    program.process.once('message', message => resolve(message as ProgramAddresses));
    program.ended.then(({ output }) => reject(new Error(`the simulator ended:\n${output.slice(-4000)}`)));
  });
  const url = (path: string): string => `http://${control.host}:${control.port}${path}`;
  const ask = async <Answer>(path: string): Promise<Answer> =>
    json<Answer>(await fetch(url(path), { headers: alone }));
  return {
    pid: program.pid,
    ports,
    ask,
    tell: async (method, path, body) =>
      json(
        await fetch(url(path), {
          method,
          headers: { ...alone, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ),
    carried: async kind => {
      const found: CarriedMessage[] = [];
      for (let next: number | undefined = 0; next !== undefined; ) {
        type Page = { messages: CarriedMessage[]; next?: number };
        const page: Page = await ask<Page>(`/carried?kind=${kind}&limit=10000&afterId=${next}`);
        found.push(...page.messages);
        next = page.next;
      }
      return found;
    },
    end: async () => {
      await program.end();
    },
  };
}
