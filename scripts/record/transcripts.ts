/** Records the transcripts of virtual modems anew: `node scripts/record/transcripts.ts`. One conversation for each row below. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseAddress, type Submit, segmentText } from '@simgate/gsm';
import { startSimulator } from '@simgate/simulator';
import { pino } from 'pino';
import { systemClock as clock } from '../../packages/daemon/src/clock.ts';
import { LateAnswer } from '../../packages/gateway/src/at/late-answer.ts';
import { FileRecorder, recorded } from '../../packages/gateway/src/link/recorder.ts';
import { openTcp } from '../../packages/gateway/src/link/tcp.ts';
import { ModemSession } from '../../packages/gateway/src/modem/session.ts';

interface Row {
  readonly file: string;
  readonly persona: string;
  readonly plain: boolean;
}

const rows: readonly Row[] = [
  { file: 'virtual-modem-1.0.at', persona: 'generic', plain: true },
  { file: 'virtual-huawei-e173-11.126.at', persona: 'huawei', plain: true },
  { file: 'virtual-quectel-masked.at', persona: 'quectel', plain: false },
];

function hello(): Submit {
  const [segment] = segmentText('hello', { encoding: 'gsm-7bit', reference: 0 }).segments;
  if (segment === undefined) throw new RangeError('no segment');
  return {
    ...{ type: 'submit', rejectDuplicates: false, statusReportRequest: true, replyPath: false },
    ...{ messageReference: 0, destination: parseAddress('+4915112345678'), protocolIdentifier: 0 },
    ...{ dataCodingScheme: 0, userData: segment.userData },
  };
}

/** The bring-up, one message with its report, one message received. */
async function converse(persona: string, file: string, plain: boolean): Promise<void> {
  const simulator = await startSimulator({ modems: 1, personas: [persona], network: { airTime: 'instant' } });
  const [modem] = simulator.ports;
  if (modem === undefined) throw new RangeError('no modem');
  const recorder = new FileRecorder({ file, clock, log: pino(), plain });
  recorder.switch(true);
  const link = recorded(await openTcp({ ...modem, clock }), recorder);
  let arrived: () => void = () => {};
  const arrival = () => new Promise<void>(resolve => (arrived = resolve));
  const nothing = () => {};
  const session = new ModemSession({
    ...{ link, clock, late: new LateAnswer(clock), submitDeadline: 180_000, ussdDeadline: 60_000 },
    config: { port: 0, record: false },
    pins: { mayTry: () => false, recordTry: async () => {}, recordSuccess: async () => {} },
    listener: {
      ...{ changed: nothing, call: nothing, toolkit: nothing, rebooted: nothing, simGone: nothing },
      ...{ simThere: nothing, silent: nothing, closed: nothing, ussd: nothing, warning: nothing },
      received: async () => arrived(),
    },
  });
  await session.raise();
  const reported = arrival();
  await session.submit(hello(), { moreFollow: false });
  await reported;
  const received = arrival();
  simulator.network.sendFromOutside({ from: '+88209900000', to: modem.number, text: 'welcome' });
  await received;
  // The acknowledgement or the deletion follows.
  await setTimeout(300);
  await recorder.close();
  await link.close();
  await simulator.close();
}

for (const { file, persona, plain } of rows) {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-record-'));
  const recording = join(folder, 'port-0.at');
  await converse(persona, recording, plain);
  writeFileSync(new URL(`../../transcripts/${file}`, import.meta.url), readFileSync(recording, 'utf8'));
  rmSync(folder, { recursive: true });
}
process.exit(0);
