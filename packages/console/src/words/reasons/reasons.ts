/**
 * The catalogue of reasons in the language of the page: why a message failed, why a port does not work, what to do. The gateway's own texts
 * are English; a reason that a language lacks is shown in English and marked so for screen readers.
 */
import {
  alarmReasons,
  callReasons,
  messageReasons,
  pageOfReason,
  portReasons,
  reportReasons,
  type SendAgain,
  ussdReasons,
} from '@simgate/api/contract';
import { translatedReason } from './translated.ts';
import { useReasonLanguage } from './use-reason-language.ts';

interface English {
  readonly title: string;
  readonly causes: readonly string[];
  readonly remedies: readonly string[];
  /** Of messages alone. */
  readonly sendAgain?: SendAgain;
}

/** The English catalogue by group. */
export const groups = {
  message: messageReasons,
  port: portReasons,
  report: reportReasons,
  ussd: ussdReasons,
  alarm: alarmReasons,
  call: callReasons,
} as const satisfies Readonly<Record<string, Readonly<Record<string, English>>>>;

/** The subject of a reason. */
export type ReasonGroup = keyof typeof groups;

/** A reason in words, with their language. */
export interface LocalReason extends English {
  /** Its page of the manual, below `docs/`. */
  readonly page: string;
  readonly lang: string;
}

/** The reason of a code in a language; undefined where the catalogue has no such code. */
export function reasonIn(language: string, group: ReasonGroup, code: string): LocalReason | undefined {
  const catalogue: Readonly<Record<string, English>> = groups[group];
  const english = Object.hasOwn(catalogue, code) ? catalogue[code] : undefined;
  if (english === undefined) return undefined;
  const own = translatedReason(language, `${group}.${code}`);
  const page = pageOfReason(group, code);
  if (own === undefined) return { ...english, page, lang: 'en' };
  const [title, causes, remedies] = own;
  return { ...english, title, causes, remedies, page, lang: language };
}

/** The reason of a code as the person of the page reads it; the component renders again when another language is chosen. */
export function useReason(): (group: ReasonGroup, code: string) => LocalReason | undefined {
  const language = useReasonLanguage();
  return (group, code) => reasonIn(language, group, code);
}
