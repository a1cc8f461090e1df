import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client, reply } from '../../data/api.ts';
import { clockDifference, gatewayNow } from '../../data/clock.ts';
import { useWho } from '../../data/hooks.ts';
import { DownloadButton } from '../../parts/download-button.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { ManualLink } from '../../words/reasons/manual-link.tsx';

type Facts = readonly (readonly [name: string, value: string])[];

/**
 * Facts about program and machine. A sender gets only those of the session, because the others are not for that role.
 * `isLoading`: those of the machine are still to come.
 */
function useFacts(): { readonly facts: Facts; readonly isLoading: boolean } {
  const t = useT();
  const formats = useFormats();
  const { version, serial_number: serial, time_zone: zone, role } = useWho();
  const { data, isLoading } = useQuery({
    queryKey: ['gateway'],
    queryFn: () => reply(client.getGateway()),
    refetchInterval: 10_000,
    enabled: role !== 'sender',
  });
  const machine: Facts =
    data === undefined
      ? []
      : [
          [t('about.uptime'), formats.duration(data.uptime)],
          [t('about.system'), `${data.system} · Node.js ${data.node}`],
          [
            t('about.listeners'),
            data.listeners.map(one => `${one.protocol} ${one.address}:${one.port}`).join(', '),
          ],
          [
            t('about.disk'),
            t('about.free', { free: formats.bytes(data.disk.free), total: formats.bytes(data.disk.total) }),
          ],
          [
            t('about.memory'),
            t('about.free', {
              free: formats.bytes(data.memory.free),
              total: formats.bytes(data.memory.total),
            }),
          ],
          [t('about.database'), formats.bytes(data.database_size)],
          [
            t('about.lastBackup'),
            data.last_backup === null ? t('about.never') : formats.full(data.last_backup),
          ],
          [t('about.licence'), data.licence],
        ];
  const facts: Facts = [
    [t('about.version'), version],
    [t('about.serial'), serial],
    [t('about.zone'), zone],
    ...machine,
  ];
  return { facts, isLoading };
}

/** The gateway's time in its zone, with a note where the clock of this computer differs. */
function Clock() {
  const t = useT();
  const formats = useFormats();
  const difference = clockDifference();
  return (
    <>
      <Text mt="md">{t('about.zone.what', { now: formats.full(new Date(gatewayNow()).toISOString()) })}</Text>
      {difference === 0 ? null : (
        <Text mt="md" className="note">
          {t('about.clock', { count: Math.abs(difference) })}
        </Text>
      )}
    </>
  );
}

/**
 * The program, the load of its machine, and a copy of all its data. All times on the page are in the zone of the gateway.
 * The facts are renewed every ten seconds. Only an admin gets the copy of all data.
 */
export function AboutTab() {
  const t = useT();
  const { facts, isLoading } = useFacts();
  return (
    <Stack maw={640}>
      <Section title={t('settings.tab.about')}>
        <dl className="facts">
          {facts.map(([name, value]) => (
            <div className="fact" key={name}>
              <dt>{name}</dt>
              <dd className="wrap">
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
        {isLoading ? null : <Clock />}
      </Section>
      {isLoading ? null : <Below />}
    </Stack>
  );
}

/** The parts below the facts. They come with the facts, because a value of two lines would move them. */
function Below() {
  const t = useT();
  return (
    <>
      {useWho().role === 'admin' ? (
        <Section title={t('about.backup')}>
          <Text mb="sm">{t('about.backup.what')}</Text>
          <DownloadButton target="/v1/backup" label={t('about.backup.get')} />
        </Section>
      ) : null}
      <Text size="sm">
        <ManualLink page="index">{t('about.manual')}</ManualLink>
      </Text>
      <Text size="sm">{t('signIn.local')}</Text>
    </>
  );
}
