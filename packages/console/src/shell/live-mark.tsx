import { Badge } from '@mantine/core';
import { useEffect, useState } from 'react';
import { gatewayNow } from '../data/clock.ts';
import { useLink, useStoreTrouble } from '../data/hooks.ts';
import { useFormats } from '../words/format.ts';
import { useT } from '../words/i18n.ts';

/** Seconds until a moment, counted down while it is shown. */
function useSecondsUntil(moment: number | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (moment === undefined) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [moment]);
  return moment === undefined ? 0 : Math.max(0, Math.ceil((moment - now) / 1000));
}

/**
 * Whether what is seen is live, in a word beside the name.
 * While the gateway is lost, it counts the seconds to the next try.
 */
export function LiveMark() {
  const t = useT();
  const link = useLink();
  const seconds = useSecondsUntil(link.kind === 'lost' ? link.again : undefined);
  const text = link.kind === 'lost' ? t('live.lost', { seconds }) : t(`live.${link.kind}`);
  const color = link.kind === 'live' ? '#009e73' : '#e69f00';
  return (
    <Badge
      variant="default"
      tt="none"
      leftSection={
        <span
          aria-hidden
          style={{ width: 8, height: 8, borderRadius: 4, background: color, display: 'block' }}
        />
      }
    >
      {text}
    </Badge>
  );
}

/** The banner of the page, with no more than one text at a time. */
function useBanner(): string {
  const t = useT();
  const formats = useFormats();
  const link = useLink();
  const trouble = useStoreTrouble();
  if (link.kind === 'lost')
    return t('live.banner', { time: formats.when(new Date(gatewayNow(link.since)).toISOString()) });
  return trouble ? t('live.full') : '';
}

/**
 * One banner while the gateway is away, or while its disk takes nothing.
 * It stays in the page while it is empty, so that screen readers announce it when it fills.
 */
export function Banner() {
  const text = useBanner();
  return (
    <div role="status" className={text === '' ? 'visually-hidden' : 'banner'}>
      {text}
    </div>
  );
}
