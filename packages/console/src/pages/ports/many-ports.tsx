import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { usePortsPart } from '../../data/hooks.ts';
import { shownState } from '../../data/port-state.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { StateMark } from '../../parts/state-mark.tsx';
import { useT } from '../../words/i18n.ts';
import { type ActionName, requestOf } from '../port/actions.ts';

/** Actions for several ports at once; a PIN or a slot belongs to one port alone. */
const common = ['block', 'unblock', 'on', 'off', 'reset'] as const satisfies readonly ActionName[];

interface ChoiceProps {
  readonly chosen: ReadonlySet<number>;
  readonly change: (chosen: ReadonlySet<number>) => void;
}

/** Checkboxes of all ports with their present states. */
function Choice({ chosen, change }: ChoiceProps) {
  const t = useT();
  const ports = usePortsPart(known =>
    known.map(port => ({ port: port.port, label: port.label, state: shownState(port).name })),
  );
  const all = ports.map(({ port }) => port);
  const toggle = (port: number) =>
    change(
      new Set(chosen.has(port) ? all.filter(one => one !== port && chosen.has(one)) : [...chosen, port]),
    );
  return (
    <fieldset className="plain-fieldset">
      <legend>{t('many.ports')}</legend>
      <Checkbox
        label={t('common.all')}
        checked={chosen.size === all.length}
        indeterminate={chosen.size > 0 && chosen.size < all.length}
        onChange={() => change(new Set(chosen.size === all.length ? [] : all))}
        mb="xs"
      />
      <div className="two-narrow many-ports">
        {ports.map(port => (
          <Checkbox
            key={port.port}
            checked={chosen.has(port.port)}
            onChange={() => toggle(port.port)}
            label={
              <>
                {t('common.port', { port: port.port })}{' '}
                {port.label === '' ? null : <bdi className="wrap">{port.label}</bdi>} ·{' '}
                <StateMark state={port.state} />
              </>
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

/**
 * One action for many ports: what each answered stands in the place of the form.
 * A port that refuses stops no other; the refusals stand below with the gateway's words.
 */
export function ManyPorts({ close }: { readonly close: () => void }) {
  const t = useT();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [name, setName] = useState<(typeof common)[number]>('block');
  const act = useMutation({
    mutationFn: async () =>
      (await reply(client.actOnPorts({ ports: [...chosen], ...requestOf(name, '') }))).results,
  });
  const refused = act.data?.filter(({ error }) => error !== '') ?? [];
  return (
    <Modal
      opened
      onClose={close}
      title={t('many.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Choice chosen={chosen} change={setChosen} />
        <NativeSelect
          label={t('many.action')}
          value={name}
          data={common.map(value => ({ value, label: t(`port.action.${value}`) }))}
          onChange={event => setName(common.find(one => one === event.currentTarget.value) ?? 'block')}
        />
        <Text size="sm">{t(`port.action.${name}.what`)}</Text>
        {act.error === null ? null : <FaultNote error={act.error} />}
        <Text role="status" size="sm">
          {act.data === undefined ? '' : t('many.done', { count: act.data.length - refused.length })}
        </Text>
        {refused.map(({ port, error }) => (
          <Text key={port} size="sm" role="alert">
            {t('common.port', { port })}: <bdi lang="en">{error}</bdi>
          </Text>
        ))}
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {t('common.close')}
          </Button>
          <Button disabled={chosen.size === 0} loading={act.isPending} onClick={() => act.mutate()}>
            {t(`port.action.${name}`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
