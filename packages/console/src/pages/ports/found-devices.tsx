import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { client, reply } from '../../data/api.ts';
import { usePortPart } from '../../data/hooks.ts';
import { isReady, shownState } from '../../data/port-state.ts';
import type { Device, Probe } from '../../data/types.ts';
import { Advice } from '../../parts/advice.tsx';
import { FaultNote } from '../../parts/fault-note.tsx';
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconX } from '../../parts/icons.ts';
import { Ltr } from '../../parts/ltr.tsx';
import { StateMark } from '../../parts/state-mark.tsx';
import { useT } from '../../words/i18n.ts';
import { findingIn } from '../../words/reasons/finding.ts';
import { useReasonLanguage } from '../../words/reasons/use-reason-language.ts';
import { AddByName, AddDevice } from './add-port.tsx';

const EVERY = 3000;
const WHILE_ASKED = 1000;

type Verdict = Device['verdict'];

const icons = {
  well: IconCheck,
  unasked: IconCircleDashed,
  warning: IconAlertTriangle,
  fault: IconX,
} as const;

/** The state of a device, its likely cause, and the remedy. */
function VerdictView({ verdict }: { readonly verdict: Verdict }) {
  const { kind } = verdict;
  const { title, causes, remedies, page, lang } = findingIn(useReasonLanguage(), verdict);
  const Icon = icons[kind];
  return (
    <div>
      <span className="verdict" lang={lang}>
        <Icon size={16} aria-hidden />
        <span>{title}</span>
      </span>
      {kind === 'well' || kind === 'unasked' ? null : (
        <Advice causes={causes} remedies={remedies} page={page} lang={lang} />
      )}
    </div>
  );
}

/** The port that uses a device, with its state. */
function PortOfDevice({ port }: { readonly port: number }) {
  const t = useT();
  const state = usePortPart(port, one => shownState(one).name);
  return (
    <Text size="sm">
      <Link href={`/ports/${port}`}>{t('common.port', { port })}</Link>
      {state === undefined ? null : (
        <>
          {' · '}
          <StateMark state={state} />
        </>
      )}
    </Text>
  );
}

/** Of no port. */
const NO_PORT = -1;

/** A device with its verdict. It can become a port unless it is one, or has a fault. */
function DeviceView({ device }: { readonly device: Device }) {
  const { name, ttys, port, verdict } = device;
  // A port that works knows better, also of a device that is none of the kernel's list, as a pseudo-terminal.
  const works = usePortPart(port ?? NO_PORT, one => isReady(shownState(one).name)) ?? false;
  const at = ttys.find(({ chosen }) => chosen) ?? ttys[0];
  return (
    <Paper withBorder p="md" component="li" aria-label={name}>
      <Stack gap={6}>
        <Text fw={600} className="wrap">
          <bdi>{name}</bdi>
        </Text>
        {port === null ? null : <PortOfDevice port={port} />}
        {at === undefined ? null : (
          <Text size="sm" c="dimmed" className="wrap">
            <Ltr>{at.links[0] ?? at.path}</Ltr>
          </Text>
        )}
        {works ? null : <VerdictView verdict={verdict} />}
        {port === null && verdict.kind !== 'fault' ? <AddDevice device={device} /> : null}
      </Stack>
    </Paper>
  );
}

/** The answers of the modems to the questions of `simgate doctor`. */
function Reports({ probe }: { readonly probe: Probe }) {
  const t = useT();
  if (probe.state === 'failed') return <Text role="alert">{probe.error}</Text>;
  if (probe.state === 'done' && probe.devices.length === 0) return <Text>{t('devices.none')}</Text>;
  return (
    <ul className="plain-list device-list" aria-label={t('devices.reports')}>
      {probe.devices.map(({ name, device, verdict, warnings, facts }) => (
        <Paper withBorder p="md" component="li" key={device} aria-label={name}>
          <Text fw={600} className="wrap">
            <bdi>{name}</bdi>
          </Text>
          <VerdictView verdict={verdict} />
          {warnings.map(warning => (
            <VerdictView key={warning.code} verdict={warning} />
          ))}
          <dl className="facts" lang="en">
            {Object.entries(facts).map(([fact, value]) => (
              <div className="fact" key={fact}>
                <dt>{fact}</dt>
                <dd className="wrap">
                  <Ltr>{String(value)}</Ltr>
                </dd>
              </div>
            ))}
          </dl>
        </Paper>
      ))}
    </ul>
  );
}

/** Asks the modems their questions in the background of the gateway, and looks every second whether it is done. */
function useProbe() {
  const [id, setId] = useState<number>();
  const start = useMutation({
    mutationFn: () => reply(client.probeDevices({})),
    onSuccess: answer => setId(answer.id),
  });
  const probe = useQuery({
    queryKey: ['probe', id],
    queryFn: () => reply(client.getProbe({ id: id ?? 0 })),
    enabled: id !== undefined,
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? WHILE_ASKED : false),
  });
  return { start, probe };
}

/**
 * The devices of this machine, live: what is plugged in stands here a moment later.
 * The list is asked for every three seconds. The questions to the modems run only at a press, because they take a while.
 */
export function FoundDevices() {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ['devices'],
    queryFn: async () => (await reply(client.listDevices())).devices,
    refetchInterval: EVERY,
  });
  const { start, probe } = useProbe();
  const asking = start.isPending || probe.data?.state === 'running';
  return (
    <Stack component="section" aria-labelledby="devices">
      <Group justify="space-between" gap="xs">
        <Title order={2} id="devices">
          {t('devices.title')}
        </Title>
        <Button variant="default" size="sm" loading={asking} onClick={() => start.mutate()}>
          {t('devices.ask')}
        </Button>
      </Group>
      {error === null ? null : <FaultNote error={error} again={() => void refetch()} />}
      {start.error === null ? null : <FaultNote error={start.error} />}
      {/* Above the lists: rows that come later move nothing that a person is about to touch. */}
      <AddByName />
      {data?.length === 0 ? <Text c="dimmed">{t('devices.none')}</Text> : null}
      <ul className="plain-list device-list">
        {data?.map(device => (
          <DeviceView key={`${device.name} ${device.ttys[0]?.path ?? ''}`} device={device} />
        ))}
      </ul>
      {asking ? <Text role="status">{t('devices.asking')}</Text> : null}
      {probe.data === undefined || probe.data.state === 'running' ? null : <Reports probe={probe.data} />}
    </Stack>
  );
}
