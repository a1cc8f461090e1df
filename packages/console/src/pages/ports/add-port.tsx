import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { client, reply } from '../../data/api.ts';
import { usePortNumbers } from '../../data/hooks.ts';
import type { Device } from '../../data/types.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { useT } from '../../words/i18n.ts';
import { modemOf } from '../port/port-form.ts';

const MOST_PORTS = 32;

/** The first number that no port has; undefined where all are taken. */
function freePort(taken: readonly number[]): number | undefined {
  return Array.from({ length: MOST_PORTS }, (_, port) => port).find(port => !taken.includes(port));
}

/** How the settings name a device: the serial number of the USB device where it has one, else its steady name. */
function nameOf({ usb, ttys }: Pick<Device, 'usb' | 'ttys'>): string {
  const tty = ttys.find(({ chosen }) => chosen) ?? ttys[0];
  return usb[0] ?? tty?.links[0] ?? tty?.path ?? '';
}

/** The number that the next port will have, and the request that makes it; `port` is undefined where all 32 are taken. */
function useAdding() {
  const port = freePort(usePortNumbers());
  const add = useMutation({
    mutationFn: (modem: string) => reply(client.setPort({ port: port ?? 0, ...modemOf(modem) })),
  });
  return { port, add };
}

/** A link to the port that was just made. */
function Added({ port }: { readonly port: number }) {
  const t = useT();
  return (
    <Text size="sm" role="status">
      {t('devices.added', { port })} <Link href={`/ports/${port}`}>{t('common.port', { port })}</Link>
    </Text>
  );
}

/**
 * One click: the device becomes a port.
 * Nothing is drawn where all 32 ports are taken, or the settings have no name for the device.
 */
export function AddDevice({ device }: { readonly device: Device }) {
  const t = useT();
  const { port, add } = useAdding();
  const modem = nameOf(device);
  if (add.isSuccess) return <Added port={add.data.port} />;
  if (port === undefined || modemOf(modem) === undefined) return null;
  return (
    <>
      <Button
        size="sm"
        w="fit-content"
        loading={add.isPending}
        onClick={() => add.mutate(modem)}
        aria-label={`${t('devices.add', { port })}: ${device.name}`}
      >
        {t('devices.add', { port })}
      </Button>
      {add.error === null ? null : <FaultNote error={add.error} />}
    </>
  );
}

/**
 * A modem that is not found by itself: by its device file, or by address where it is elsewhere.
 * Nothing is drawn where all 32 ports are taken.
 */
export function AddByName() {
  const t = useT();
  const [modem, setModem] = useState('');
  const { port, add } = useAdding();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(modem, { onSuccess: () => setModem('') });
  };
  if (port === undefined) return null;
  return (
    <Stack component="form" gap="xs" onSubmit={submit} maw={560}>
      <Group align="end" gap="xs">
        <TextInput
          style={{ flex: '1 1 240px' }}
          label={t('devices.byName')}
          description={t('port.set.modem.what')}
          value={modem}
          maxLength={300}
          dir="ltr"
          onChange={event => setModem(event.currentTarget.value)}
        />
        <Button type="submit" disabled={modemOf(modem) === undefined} loading={add.isPending}>
          {t('devices.add', { port })}
        </Button>
      </Group>
      {add.error === null ? null : <FaultNote error={add.error} />}
      {add.isSuccess ? <Added port={add.data.port} /> : null}
    </Stack>
  );
}
