import { Text } from '@mantine/core';
import { clockDifference, gatewayNow } from '../../data/clock.ts';
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
      <Text mt="md">{t('about.zone.what', { now: formats.full(new Date(gatewayNow()).toISOString()) })}</Text>
      {clockDifference() === 0 ? null : (
        <Text mt="md" className="note">
          {t('about.clock', { count: Math.abs(clockDifference()) })}
        </Text>
      )}
      <Text mt="md">{t('signIn.local')}</Text>
    </div>
  );
}
