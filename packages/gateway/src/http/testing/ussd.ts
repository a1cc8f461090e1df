/** A gateway whose modems do USSD; the test speaks for their networks. */
import type { Script } from '../../at/testing.ts';
import { runningServer, type ServerOptions, type TestServer } from './server.ts';

export interface UssdBench {
  readonly server: TestServer;
  /** Requests that the modems were given, each with its port: the text as it stands in the command; `(cancel)` ends the session. */
  readonly given: () => readonly (readonly [port: number, text: string])[];
  /** The network of a port sends this, as +CUSD has it (27.007 7.15): 0 nothing more, 1 an answer is wanted. Resolves when it is stored. */
  notice(port: number, status: 0 | 1, text: string): Promise<void>;
}

/** How long a session waits for another piece of an answer, in milliseconds. */
const PIECE_WITHIN = 1000;

const requests = ['*125#', '*100#', '1', 'x'.repeat(60), 'x'.repeat(182), 'я'.repeat(30), 'я'.repeat(80)];

/** The command of a request: characters of the default alphabet, else UCS-2 in hexadecimal. */
function commandOf(text: string): string {
  if (!text.includes('я')) return `AT+CUSD=1,"${text}",15`;
  return `AT+CUSD=1,"${'044F'.repeat(text.length)}",72`;
}

const answers: Readonly<Record<string, Script>> = {
  'AT+CUSD=2': ['OK'],
  'AT+CSCS?': ['+CSCS: "GSM"', 'OK'],
  ...Object.fromEntries(requests.map(text => [commandOf(text), ['OK']])),
};
const noSim = { 'AT+CPIN?': ['+CME ERROR: 10'] };

/** Ports 0, 2 and 3 can do USSD; port 1 has no SIM. */
export async function ussdBench(options: ServerOptions = {}): Promise<UssdBench> {
  const server = await runningServer({
    ...{ modems: { 0: answers, 1: noSim, 2: answers, 3: answers } },
    ...options,
  });
  const textOf = (command: string): string =>
    command === 'AT+CUSD=2' ? '(cancel)' : (requests.find(text => commandOf(text) === command) ?? command);
  const given = () =>
    [0, 1, 2, 3].flatMap(port =>
      server
        .modem(port)
        .sent.filter(text => /^AT\+CUSD=(1,|2)/.test(text))
        .map(text => [port, textOf(text)] as const),
    );
  return {
    ...{ server, given },
    notice: async (port, status, text) => {
      server.modem(port).says(`+CUSD: ${status},"${text}",15`);
      await server.store.quiet();
      server.clock.advance(PIECE_WITHIN);
      await server.store.quiet();
    },
  };
}
