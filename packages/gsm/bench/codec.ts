/**
 * How long the codec takes, run by hand: `node packages/gsm/bench/codec.ts`. Prints microseconds for one call, the
 * median of several rounds.
 */
import {
  cutText,
  decodePduLeniently,
  decodeTpdu,
  encodeTpdu,
  fromHex,
  parseAddress,
  relativeValidity,
  type Submit,
  segmentText,
  textOf,
} from '../src/index.ts';

const CALLS = 20_000;
const ROUNDS = 15;

function microseconds(run: () => unknown): number {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint();
    for (let call = 0; call < CALLS; call++) run();
    times.push(Number(process.hrtime.bigint() - start) / 1000 / CALLS);
  }
  return times.sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
}

const gsm7 = 'The quick brown fox jumps over the lazy dog {0123456789} '.repeat(3).slice(0, 156);
const ucs2 = 'Съешь ещё этих мягких французских булок, да выпей чаю. 0123456789'.slice(0, 70);
const emoji = '😀'.repeat(350);

function submitOf(text: string): Submit {
  const { segments, dataCodingScheme } = segmentText(text, { encoding: 'auto', reference: 1 });
  const [segment] = segments;
  if (segment === undefined || segments.length !== 1) throw new Error('the text must fit into one segment');
  return {
    type: 'submit',
    rejectDuplicates: false,
    statusReportRequest: true,
    replyPath: false,
    messageReference: 7,
    destination: parseAddress('+4915112345678'),
    protocolIdentifier: 0,
    dataCodingScheme,
    validityPeriod: relativeValidity(1440),
    userData: segment.userData,
  };
}

const submit = submitOf(gsm7);
const octets = encodeTpdu(submit);
const unicodeOctets = encodeTpdu(submitOf(ucs2));

function textOfSubmit(octets: Uint8Array): string | undefined {
  const tpdu = decodeTpdu(octets, 'fromMobile');
  return tpdu.type === 'submit' ? textOf(tpdu) : undefined;
}

const damaged = fromHex('07911326040000F0040B916407281553F8000042B192210000000AE8329BFD4697D9EC37');

const measured: Readonly<Record<string, () => unknown>> = {
  'decode SUBMIT, 7-bit, full': () => decodeTpdu(octets, 'fromMobile'),
  'decode SUBMIT and read its text': () => textOfSubmit(octets),
  'decode a PDU with a bad time leniently': () => decodePduLeniently(damaged, 'toMobile'),
  'encode SUBMIT, 7-bit, full': () => encodeTpdu(submit),
  'decode SUBMIT, UCS-2, full': () => decodeTpdu(unicodeOctets, 'fromMobile'),
  'cutText, 7-bit, 1 segment': () => cutText(gsm7, { encoding: 'auto' }),
  'segmentText, 7-bit, 1 segment': () => segmentText(gsm7, { encoding: 'auto', reference: 1 }),
  'cutText, UCS-2, 1 segment': () => cutText(ucs2, { encoding: 'unicode' }),
  'segmentText, UCS-2, 1 segment': () => segmentText(ucs2, { encoding: 'unicode', reference: 1 }),
  'cutText, 350 emoji, 11 segments': () => cutText(emoji, { encoding: 'unicode' }),
  'segmentText, 350 emoji, 11 segments': () => segmentText(emoji, { encoding: 'unicode', reference: 1 }),
};

console.log(`${octets.length} octets of TPDU; Node ${process.version}`);
for (const [name, run] of Object.entries(measured)) {
  console.log(`${name.padEnd(40)} ${microseconds(run).toFixed(2).padStart(8)} us`);
}
