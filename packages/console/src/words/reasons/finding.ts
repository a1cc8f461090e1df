/** Findings about devices in the language of the page. The gateway fills in names and numbers, in English sentences of the catalogue. */
import { type DeviceReason, deviceReasons, pageOfReason } from '@simgate/api/contract';
import { translatedReason } from './translated.ts';

/** The finding of the gateway about a device. */
export interface Finding {
  readonly code: string;
  readonly title: string;
  readonly causes: readonly string[];
  readonly remedies: readonly string[];
}

/** The same with the language it is in. */
export interface LocalFinding extends Omit<Finding, 'code'> {
  /** Its page of the manual, below `docs/`. */
  readonly page: string;
  readonly lang: string;
}

const PLACE = /\{(\w+)\}/;

/**
 * The values that a filled sentence has in the places of its template; undefined where it is not made of this template. The fixed parts are looked for in
 * their order, so the time is that of the length.
 */
export function valuesOf(template: string, filled: string): Readonly<Record<string, string>> | undefined {
  const parts = template.split(PLACE);
  const values: Record<string, string> = {};
  if (!filled.startsWith(parts[0] ?? '')) return undefined;
  let at = (parts[0] ?? '').length;
  for (let index = 1; index < parts.length; index += 2) {
    const [name = '', fixed = ''] = [parts[index], parts[index + 1]];
    const end =
      index + 2 < parts.length && fixed !== '' ? filled.indexOf(fixed, at) : filled.length - fixed.length;
    if (end < at || !filled.startsWith(fixed, end)) return undefined;
    values[name] = filled.slice(at, end);
    at = end + fixed.length;
  }
  return at === filled.length ? values : undefined;
}

/** Those with the most words of their own first: a place alone fits every sentence. */
function closestFirst(templates: readonly string[]): (readonly [index: number, template: string])[] {
  const length = (template: string) => template.replaceAll(/\{\w+\}/g, '').length;
  return [...templates.entries()].sort(([, one], [, other]) => length(other) - length(one));
}

function translated(line: string, english: readonly string[], own: readonly string[]): string {
  for (const [index, template] of closestFirst(english)) {
    const values = valuesOf(template, line);
    if (values !== undefined)
      return (own[index] ?? line).replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
  }
  return line;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A finding in a language; in English, with a capital letter, where the language lacks it. */
export function findingIn(language: string, { code, title, causes, remedies }: Finding): LocalFinding {
  const catalogue: Readonly<Record<string, DeviceReason>> = deviceReasons;
  const english = Object.hasOwn(catalogue, code) ? catalogue[code] : undefined;
  const own = translatedReason(language, `device.${code}`);
  const page = pageOfReason('device', code);
  if (english === undefined || own === undefined)
    return { title: capital(title), causes, remedies, page, lang: 'en' };
  const [ownTitle, ownCauses, ownRemedies] = own;
  return {
    title: ownTitle,
    causes: causes.map(line => translated(line, english.causes, ownCauses)),
    remedies: remedies.map(line => translated(line, english.remedies, ownRemedies)),
    page,
    lang: language,
  };
}
