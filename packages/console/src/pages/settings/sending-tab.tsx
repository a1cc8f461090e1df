import { Button, Group, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { useWho } from '../../data/hooks.ts';
import type { Settings } from '../../data/types.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';

const smsNumbers = [
  'validity',
  'queueLimit',
  'waitingAge',
  'attempts',
  'retryDelay',
  'retryDelayMaximum',
  'inDoubtAge',
] as const;
const smsSwitches = ['refuseUnencodable', 'emergencyNumbers', 'recipientOrder'] as const;
/** Seconds of a unit, where a number is a time that is hard to read in it. */
const secondsOfUnit: Readonly<Record<string, number>> = {
  'sms.validity': 60,
  'sms.waitingAge': 1,
  'sms.retryDelay': 1,
  'sms.retryDelayMaximum': 1,
  'sms.inDoubtAge': 1,
};
const retentions = ['sent', 'received', 'events', 'maximumRows'] as const;

/** Seconds from which on a time stands in words too. */
const MINUTE = 60;

/** Values that differ from the saved ones, by room and name, such as `sms.validity`. */
type Changes = Record<string, number | boolean>;

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: number;
  readonly changes: Changes;
  readonly set: (name: string, value: number | boolean) => void;
}

/** A setting that is a number. A time stands in words beside it from a minute on. */
function NumberField({ name, label, hint, value, changes, set }: FieldProps) {
  const formats = useFormats();
  const now = changes[name] ?? value;
  const seconds = Number(now) * (secondsOfUnit[name] ?? 0);
  return (
    <NumberInput
      label={label}
      description={seconds < MINUTE ? hint : `${formats.duration(seconds)} · ${hint}`}
      value={typeof now === 'number' ? now : value}
      min={0}
      hideControls
      onChange={next => {
        if (typeof next === 'number') set(name, next);
      }}
    />
  );
}

/** Only what was changed is sent, by room and name. */
function requestOf(changes: Changes) {
  const pick = (room: string) =>
    Object.fromEntries(
      Object.entries(changes)
        .filter(([name]) => name.startsWith(`${room}.`))
        .map(([name, value]) => [name.slice(room.length + 1), value]),
    );
  return { sms: pick('sms'), retention: pick('retention') };
}

/** Changes that are not saved yet, and how they are saved. */
function useChanges() {
  const queries = useQueryClient();
  const [changes, setChanges] = useState<Changes>({});
  const set = (name: string, value: number | boolean) => setChanges(before => ({ ...before, [name]: value }));
  const save = useMutation({
    mutationFn: () => reply(client.changeSettings(requestOf(changes))),
    onSuccess: answer => {
      queries.setQueryData(['settings'], answer);
      setChanges({});
    },
  });
  return { changes, set, save };
}

interface FieldsProps {
  readonly settings: Settings;
  readonly changes: Changes;
  readonly set: (name: string, value: number | boolean) => void;
}

/** All settings of sending and keeping, each with the place that its value comes from: this page or the settings file. */
function Fields({ settings, changes, set }: FieldsProps) {
  const t = useT();
  const sourceOf = (name: string) =>
    t(settings.changed.includes(name) ? 'settings.source.here' : 'settings.source.file');
  const number = (name: string, label: string, value: number) => (
    <NumberField key={name} {...{ name, label, value, changes, set }} hint={sourceOf(name)} />
  );
  return (
    <div className="two">
      <Section title={t('settings.part.sending')}>
        <Stack>
          {smsNumbers.map(name => number(`sms.${name}`, t(`settings.sms.${name}`), settings.sms[name]))}
          {smsSwitches.map(name => (
            <Switch
              key={name}
              label={t(`settings.sms.${name}`)}
              description={sourceOf(`sms.${name}`)}
              checked={Boolean(changes[`sms.${name}`] ?? settings.sms[name])}
              onChange={event => set(`sms.${name}`, event.currentTarget.checked)}
            />
          ))}
        </Stack>
      </Section>
      <Section title={t('settings.part.keeping')}>
        <Stack>
          {retentions.map(name =>
            number(`retention.${name}`, t(`settings.retention.${name}`), settings.retention[name]),
          )}
        </Stack>
      </Section>
    </div>
  );
}

/** The form. Only an admin can change it; others see the values. */
function Form({ settings }: { readonly settings: Settings }) {
  const t = useT();
  const mayChange = useWho().role === 'admin';
  const { changes, set, save } = useChanges();
  const isChanged = Object.keys(changes).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Stack component="form" onSubmit={submit} maw={1160}>
      <fieldset disabled={!mayChange} className="plain-fieldset">
        <Fields settings={settings} changes={changes} set={set} />
      </fieldset>
      {save.error === null ? null : <FaultNote error={save.error} />}
      {mayChange ? (
        <Group>
          <Button type="submit" disabled={!isChanged} loading={save.isPending}>
            {t('common.save')}
          </Button>
          <Text role="status">{save.isSuccess && !isChanged ? t('settings.saved') : ''}</Text>
        </Group>
      ) : null}
    </Stack>
  );
}

/**
 * Settings that change while the gateway runs, each with where its value comes from.
 * Only changed values are sent. A saved value stands above the settings file.
 */
export function SendingTab() {
  const { data, error, refetch } = useQuery({
    queryKey: ['settings'],
    queryFn: () => reply(client.getSettings()),
  });
  if (data !== undefined) return <Form settings={data} />;
  return error === null ? null : <FaultNote error={error} again={() => void refetch()} />;
}
