/**
 * Packing of septets (23.038 6.1.2.1), done on strings of bits: every septet and octet is spelled least significant bit
 * first, so that packing is joining the spellings and cutting them elsewhere.
 */

/** Bits of a value with the lowest first, as they follow each other on the air. */
function spelledBackwards(value: number, width: number): string {
  return [...value.toString(2).padStart(width, '0')].reverse().join('');
}

const septetBits = Array.from({ length: 128 }, (_, septet) => spelledBackwards(septet, 7));
const octetBits = Array.from({ length: 256 }, (_, octet) => spelledBackwards(octet, 8));
const septetTable = new Map(septetBits.map((bits, septet) => [bits, septet]));
const octetTable = new Map(octetBits.map((bits, octet) => [bits, octet]));

function cut(bits: string, width: number, count: number, values: ReadonlyMap<string, number>): number[] {
  return Array.from({ length: count }, (_, at) =>
    Number(values.get(bits.slice(at * width, (at + 1) * width))),
  );
}

/**
 * Packs septets (0..127) into octets. `fillBits` zero bits go in front, to bring the text to a septet boundary after a
 * user data header (23.040 9.2.3.24).
 */
export function packSeptets(septets: readonly number[], fillBits = 0): Uint8Array {
  const bits = '0'.repeat(fillBits) + septets.map(septet => septetBits[septet & 0x7f]).join('');
  const octets = Math.ceil(bits.length / 8);
  return Uint8Array.from(cut(bits.padEnd(octets * 8, '0'), 8, octets, octetTable));
}

/** Takes `count` septets out of octets, after `fillBits` bits. Octets that are missing read as zero. */
export function unpackSeptets(octets: Uint8Array, count: number, fillBits = 0): number[] {
  const bits = Array.from(octets, octet => octetBits[octet]).join('');
  return cut(bits.slice(fillBits).padEnd(count * 7, '0'), 7, count, septetTable);
}

/** Zero bits between a header of `headerOctets` octets (length octet included) and the first septet (23.040 9.2.3.24). */
export function fillBitsAfter(headerOctets: number): number {
  return (7 - ((headerOctets * 8) % 7)) % 7;
}
