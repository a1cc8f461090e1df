import { Button, Group, NativeSelect, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { useWho } from '../../data/hooks.ts';
import type { PortSettings } from '../../data/types.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Sure } from '../../parts/sure.tsx';
import { goTo } from '../../shell/place.ts';
import { useT } from '../../words/i18n.ts';
import { callChoices, type Form, formOf, limitNames, settingsOf } from './port-form.ts';

const texts = ['modem', 'number', 'smsc'] as const;
const numbers = ['baudRate', 'slots', 'gap', ...limitNames] as const;

interface FieldsProps {
  readonly form: Form;
  readonly pinSet: boolean;
  readonly change: (changes: Partial<Form>) => void;
}

/** The fields of the form. The PIN is never filled in: the gateway does not return it. */
function Fields({ form, pinSet, change }: FieldsProps) {
  const t = useT();
  return (
    <>
      {texts.map(name => (
        <TextInput
          key={name}
          label={t(`port.set.${name}`)}
          description={name === 'modem' ? t('port.set.modem.what') : undefined}
          value={form[name]}
          maxLength={300}
          dir="ltr"
          onChange={event => change({ [name]: event.currentTarget.value })}
        />
      ))}
      <PasswordInput
        label={t('port.action.pin.value')}
        description={t(pinSet ? 'port.set.pin.is' : 'port.set.pin.isNot')}
        value={form.pin}
        inputMode="numeric"
        maxLength={8}
        autoComplete="off"
        onChange={event => change({ pin: event.currentTarget.value })}
      />
      <div className="two-narrow">
        {numbers.map(name => (
          <TextInput
            key={name}
            label={t(`port.set.${name}`)}
            value={form[name]}
            inputMode="numeric"
            maxLength={9}
            onChange={event => change({ [name]: event.currentTarget.value })}
          />
        ))}
      </div>
      <NativeSelect
        label={t('port.set.calls')}
        value={form.incomingCalls}
        data={callChoices.map(value => ({
          value,
          label: t(`port.set.calls.${value === '' ? 'usual' : value}`),
        }))}
        onChange={event => {
          const chosen = callChoices.find(one => one === event.currentTarget.value);
          if (chosen !== undefined) change({ incomingCalls: chosen });
        }}
      />
    </>
  );
}

/** Saves, takes back or removes a port. `wanted` is undefined where the modem field names no modem, so nothing can be saved. */
function usePortChanges({ port, settings }: PortSettings, form: Form) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['port-settings'] });
  const wanted = settingsOf(form, settings);
  const save = useMutation({
    mutationFn: () => reply(client.setPort({ port, ...(wanted ?? {}) })),
    onSuccess: refresh,
  });
  const reset = useMutation({ mutationFn: () => reply(client.resetPort({ port })), onSuccess: refresh });
  const remove = useMutation({
    mutationFn: () => reply(client.removePort({ port })),
    onSuccess: () => goTo('/'),
  });
  return { wanted, save, reset, remove };
}

/**
 * All settings of a port. Saving puts them above the settings file; taking back makes the file count again.
 * Only an admin can change it. An empty field stands for the gateway's own value, an empty PIN for the one of before.
 */
export function SettingsForm({ settings }: { readonly settings: PortSettings }) {
  const t = useT();
  const mayChange = useWho().role === 'admin';
  const [form, setForm] = useState(() => formOf(settings.settings));
  const [asked, setAsked] = useState<'reset' | 'remove'>();
  const { wanted, save, reset, remove } = usePortChanges(settings, form);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Stack component="form" onSubmit={submit} gap="sm">
      <Text size="sm" c="dimmed">
        {t(`port.source.${settings.source}`)}
      </Text>
      <fieldset disabled={!mayChange} className="plain-fieldset">
        <Stack gap="sm">
          <Fields
            form={form}
            pinSet={settings.pin_set}
            change={changes => setForm(before => ({ ...before, ...changes }))}
          />
        </Stack>
      </fieldset>
      {save.error === null ? null : <FaultNote error={save.error} />}
      {mayChange ? (
        <Group gap="xs">
          <Button type="submit" disabled={wanted === undefined} loading={save.isPending}>
            {t('common.save')}
          </Button>
          {settings.source === 'here' ? (
            <Button variant="default" onClick={() => setAsked('reset')}>
              {t('port.reset')}
            </Button>
          ) : null}
          <Button variant="default" onClick={() => setAsked('remove')}>
            {t('port.remove')}
          </Button>
          <Text role="status">{save.isSuccess ? t('settings.saved') : ''}</Text>
        </Group>
      ) : null}
      {asked === undefined ? null : (
        <Sure
          title={t(`port.${asked}`)}
          what={t(`port.${asked}.what`)}
          word={t(`port.${asked}`)}
          close={() => setAsked(undefined)}
          doing={asked === 'reset' ? reset : remove}
        />
      )}
    </Stack>
  );
}
