/** Sets of ports 0..31 as one integer: bit n is port n, 0 is any port. */

/** @param ports each 0..31; none: any port */
export function portSet(ports: readonly number[]): number {
  let set = 0;
  for (const port of ports) set |= 1 << port;
  // Bit 31 is a sign in JavaScript and a port here.
  return set >>> 0;
}

export function mayUse(set: number, port: number): boolean {
  return set === 0 || ((set >>> port) & 1) === 1;
}

/** The only port of a set; undefined for any and for several. */
export function onlyPort(set: number): number | undefined {
  const port = 31 - Math.clz32(set);
  return set !== 0 && portSet([port]) === set ? port : undefined;
}

/** The lane of messages that any port may take. */
export const ANY_LANE = -1;

/** The queue's lanes a message stands in. */
export function lanesOf(set: number): readonly number[] {
  if (set === 0) return [ANY_LANE];
  const lanes: number[] = [];
  for (let port = 0; port < 32; port += 1) if (mayUse(set, port)) lanes.push(port);
  return lanes;
}

/** All lanes that there are. */
export const everyLane: readonly number[] = [ANY_LANE, ...lanesOf(0xffff_ffff)];
