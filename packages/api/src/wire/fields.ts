/** Query strings and form bodies as named raw values. */
import { decodeComponent } from './text.ts';

/** Raw values by name, without a prototype: a parameter may be called anything. */
export type Fields = Record<string, unknown>;

/** Has no prototype, so that a parameter named `constructor` finds nothing. Frozen, for it is shared. */
export const noFields: Fields = Object.freeze(Object.create(null));

/** More pairs than any request of the contract needs: 128 recipients with 20 values each. */
const MOST_PAIRS = 8192;
/** `param[0][text_param][1]` is three deep. */
const DEEPEST_NAME = 6;

/** A value with names or numbers in brackets behind its own name, as PHP writes it. Keys keep the order in which they came. */
type Branch = Map<string, Node>;
type Node = string | Branch;

/** `param[0][number]` as `param`, `0`, `number`; a name whose brackets do not fit is one name. */
function pathOf(name: string): string[] {
  const open = name.indexOf('[');
  if (open <= 0 || !name.endsWith(']')) return [name];
  const keys = name.slice(open + 1, -1).split('][');
  const plain = keys.every(key => !key.includes('[') && !key.includes(']'));
  return plain && keys.length < DEEPEST_NAME ? [name.slice(0, open), ...keys] : [name];
}

/** The key behind all numbers of a list: what `[]` means. */
function nextKey(branch: Branch): string {
  return String(branch.size);
}

/** A name that comes again makes a list of its values. */
function put(branch: Branch, key: string, value: string): void {
  const own = key === '' ? nextKey(branch) : key;
  const before = branch.get(own);
  if (before === undefined) branch.set(own, value);
  else if (before instanceof Map) before.set(nextKey(before), value);
  else
    branch.set(
      own,
      new Map([
        ['0', before],
        ['1', value],
      ]),
    );
}

function branchAt(branch: Branch, key: string): Branch {
  const own = key === '' ? nextKey(branch) : key;
  const before = branch.get(own);
  if (before instanceof Map) return before;
  const made: Branch = new Map(before === undefined ? [] : [['0', before]]);
  branch.set(own, made);
  return made;
}

function add(root: Branch, path: readonly string[], value: string): void {
  const last = path.at(-1) ?? '';
  let branch = root;
  for (const key of path.slice(0, -1)) branch = branchAt(branch, key);
  put(branch, last, value);
}

function isIndex(key: string): boolean {
  return key.length <= 6 && /^[0-9]+$/.test(key);
}

/** Numbered keys are a list in the order of their numbers, others an object. */
function nodeValue(node: Node): unknown {
  if (!(node instanceof Map)) return node;
  const entries = [...node];
  if (entries.every(([key]) => isIndex(key))) {
    return entries.sort(([one], [other]) => Number(one) - Number(other)).map(([, each]) => nodeValue(each));
  }
  return fieldsOf(node);
}

function fieldsOf(branch: Branch): Fields {
  const fields: Fields = Object.create(null);
  for (const [key, node] of branch) fields[key] = nodeValue(node);
  return fields;
}

function isEncodedWhole(text: string): boolean {
  return !text.includes('=') && /%3d/i.test(text);
}

/** PHP that is set up for links in pages writes `&amp;` between its pairs. */
function withoutEntity(name: string): string {
  return name.startsWith('amp;') ? name.slice('amp;'.length) : name;
}

/** `"number":"+49...` in JSON, its marks percent-encoded or not. */
const PLUS_OF_NUMBER = /(number(?:"|%22)[ +]?(?::|%3a)[ +]?(?:"|%22))\+(?=\d)/gi;

/** A plus sign that leads a number stays one, though a form writes a blank so: no number begins with a blank. */
function withPlus(path: readonly string[], value: string): string {
  // `param` of set_port_info may be a number too.
  const isNumber = path.at(-1) === 'number' || path.at(-1) === 'param';
  const led = isNumber ? value.replace(/^\+(?=\d)/, '%2B') : value;
  return led.replace(PLUS_OF_NUMBER, '$1%2B');
}

/**
 * Reads `a=1&b=2`. Repeated names become a list, names in brackets lists and objects. A text that is percent-encoded as a whole is decoded
 * first. `charset` is that of the Content-Type, for octets that are not UTF-8. Undefined where there are more pairs than any request needs.
 */
export function readFields(text: string, charset = ''): Fields | undefined {
  if (text === '') return noFields;
  const plain = isEncodedWhole(text) ? decodeComponent(text, charset) : text;
  const root: Branch = new Map();
  // One more than is allowed, so that it is seen where there are too many.
  const pairs = plain.split('&', MOST_PAIRS + 1);
  if (pairs.length > MOST_PAIRS) return undefined;
  for (const pair of pairs) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeComponent(equals < 0 ? pair : pair.slice(0, equals), charset).trim();
    const path = pathOf(withoutEntity(name));
    const value = equals < 0 ? '' : pair.slice(equals + 1);
    add(root, path, decodeComponent(value.includes('+') ? withPlus(path, value) : value, charset));
  }
  return fieldsOf(root);
}
