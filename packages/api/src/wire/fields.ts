/** Query strings and form bodies as named raw values. */

/** Raw values by name, without a prototype: a parameter may be called anything. */
export type Fields = Record<string, unknown>;

export const noFields: Fields = Object.freeze(Object.create(null));

function encodedWhole(text: string): boolean {
  return !text.includes('=') && /%3d/i.test(text);
}

function decodeWhole(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `port[]`, `port[0]` and `port` are one name. */
function plainName(name: string): string {
  return /^([^[\]]+)\[\d{0,3}\]$/.exec(name)?.[1] ?? name;
}

function add(fields: Fields, name: string, value: string): void {
  const before = fields[name];
  if (before === undefined) fields[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else fields[name] = [before, value];
}

/**
 * Reads `a=1&b=2`. Repeated names become a list. A text that is percent-encoded as a whole is decoded first; trailing `;`
 * and `/` are dropped.
 */
export function readFields(text: string): Fields {
  if (text === '') return noFields;
  const plain = encodedWhole(text) ? decodeWhole(text) : text;
  const fields: Fields = Object.create(null);
  for (const [name, value] of new URLSearchParams(plain.replace(/[;/]{1,8}$/, ''))) {
    add(fields, plainName(name.trim()), value);
  }
  return fields;
}
