/** Times and numbers in the language of the page and the zone of the gateway. */
import { useMemo } from 'react';
import { gatewayNow } from '../data/clock.ts';
import { useWho } from '../data/hooks.ts';
import { type Formats, formatsOf } from './formats.ts';
import { useLanguage } from './i18n.ts';

export type { Formats };

/** Times and numbers as the language of the page writes them, in the time zone of the gateway. */
export function useFormats(): Formats {
  const language = useLanguage();
  const { time_zone: zone } = useWho();
  return useMemo(() => formatsOf(language, zone, gatewayNow), [language, zone]);
}
