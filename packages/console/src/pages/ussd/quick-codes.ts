/** Codes that a person used, kept in the browser by operator: codes differ from one to the other. */

const MOST = 6;

/** The network of an IMSI: country and network code (23.003 2.2); two or three digits of the latter look the same here. */
function keyOf(imsi: string): string {
  return `simgate.codes.${imsi.slice(0, 5)}`;
}

/**
 * The codes that were used with the operator of this SIM, the newest first.
 * At most six; none where the browser has no storage, or something else stands there.
 */
export function quickCodes(imsi: string, storage: Pick<Storage, 'getItem'>): readonly string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(keyOf(imsi)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(one => typeof one === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/**
 * Only codes are kept, no answers to questions of the network: those may be secrets.
 * A code begins with * or # and has at most 31 characters; anything else is not kept.
 */
export function keepCode(imsi: string, code: string, storage: Pick<Storage, 'getItem' | 'setItem'>): void {
  if (!/^[*#][\d*#]{1,30}$/.test(code)) return;
  const codes = [code, ...quickCodes(imsi, storage).filter(one => one !== code)].slice(0, MOST);
  try {
    storage.setItem(keyOf(imsi), JSON.stringify(codes));
  } catch {
    // A browser without storage forgets them.
  }
}
