import { Text } from '@mantine/core';
import { useWho } from '../../data/hooks.ts';
import { Ltr } from '../../parts/ltr.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';

/** What runs here. All times on the page are in the zone of the gateway. */
export function AboutTab() {
  const t = useT();
  const formats = useFormats();
  const { version, serial_number: serial, time_zone: zone } = useWho();
  const facts: readonly (readonly [string, string])[] = [
    [t('about.version'), version],
    [t('about.serial'), serial],
    [t('about.zone'), zone],
  ];
  return (
    <div style={{ maxWidth: 560 }}>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div className="fact" key={name}>
            <dt>{name}</dt>
            <dd className="wrap">
              <Ltr>{value}</Ltr>
            </dd>
          </div>
        ))}
      </dl>
      <Text mt="md">{t('about.zone.what', { now: formats.full(new Date().toISOString()) })}</Text>
      <Text mt="md">{t('signIn.local')}</Text>
    </div>
  );
}
