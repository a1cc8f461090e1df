/** Request bodies: JSON (also mislabelled, with a trailing `;`, or `[]` for nothing), forms, nothing. */
import { type Fields, noFields, readFields } from './fields.ts';
import { locateJsonError } from './json-error.ts';
import { charsetOf } from './text.ts';

/**
 * The fields of a body. `list` is a bare JSON list, which some endpoints take for one of their parameters.
 */
export type BodyReading =
  | { readonly ok: true; readonly fields: Fields; readonly list?: readonly unknown[] }
  | { readonly ok: false; readonly error: string };

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** FreePBX scripts end their JSON with a semicolon, programs in C with the end of their text. */
function withoutTrailingSemicolon(text: string): string {
  let end = text.length;
  while (end > 0 && '; \r\n\t\0'.includes(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}

/** So far the place of an error is looked for: it is meant for people, and the search is slow. */
const SEARCHED = 65_536;

function describeProblem(text: string): string {
  const whole = withoutTrailingSemicolon(text);
  const problem = locateJsonError(whole.slice(0, SEARCHED));
  // An error at the end of a part, or in a text that it cuts, may be that of the cut.
  const atCut =
    whole.length > SEARCHED &&
    problem !== undefined &&
    (problem.offset > SEARCHED - 100 || whole[problem.offset] === '"');
  if (problem === undefined || atCut) return `body: is not JSON; the first ${SEARCHED} characters may be.`;
  const { line, column, offset, expected } = problem;
  return `body: is not JSON at line ${line}, column ${column} (offset ${offset}): expected ${expected}.`;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function readJson(text: string): BodyReading {
  const parsed = parse(text) ?? parse(withoutTrailingSemicolon(text));
  if (parsed === undefined) return { ok: false, error: describeProblem(text) };
  const { value } = parsed;
  // PHP sends an empty list where it means an empty object.
  if (Array.isArray(value)) return { ok: true, fields: noFields, list: value };
  if (isRecord(value)) return { ok: true, fields: value };
  if (value === null) return { ok: true, fields: noFields };
  return { ok: false, error: `body: must be a JSON object, found a ${typeof value}.` };
}

function firstMark(text: string): string {
  return /[^\s\uFEFF]/.exec(text)?.[0] ?? '';
}

function isForm(contentType: string, text: string): boolean {
  return (
    contentType.includes('x-www-form-urlencoded') ||
    (!contentType.includes('json') && /^[A-Za-z_]+(\[\d*\])?(=|%3d)/i.test(text))
  );
}

function readForm(text: string, contentType: string): BodyReading {
  const fields = readFields(text, charsetOf(contentType));
  return fields === undefined ? { ok: false, error: 'body: has too many parameters.' } : { ok: true, fields };
}

/** Reads a body by what it looks like first and by its Content-Type second: `curl -d` labels JSON as a form. */
export function readBody(text: string, contentType: string): BodyReading {
  const first = firstMark(text);
  if (first === '') return { ok: true, fields: noFields };
  if (first === '{' || first === '[') return readJson(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  return isForm(contentType, text) ? readForm(text, contentType) : readJson(text);
}
