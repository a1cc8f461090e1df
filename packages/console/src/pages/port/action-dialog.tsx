import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FaultNote } from '../../parts/fault-note.tsx';
import { useT, type WordKey } from '../../words/i18n.ts';
import { type ActionName, act, inputOf } from './actions.ts';

interface Props {
  readonly port: number;
  readonly name: ActionName;
  readonly close: () => void;
}

const labels: Readonly<Partial<Record<ActionName, WordKey>>> = {
  pin: 'port.action.pin.value',
  number: 'port.number',
  slot: 'port.action.slot.number',
};

interface FieldProps {
  readonly name: ActionName;
  readonly value: string;
  readonly change: (value: string) => void;
}

/** The value that an action needs; nothing for one without a value. A PIN is not shown while it is typed. */
function Field({ name, value, change }: FieldProps) {
  const t = useT();
  const wanted = inputOf(name);
  const label = labels[name];
  if (wanted === undefined || label === undefined) return null;
  const Input = wanted.secret ? PasswordInput : TextInput;
  return (
    <Input
      label={t(label)}
      value={value}
      inputMode="numeric"
      maxLength={wanted.longest}
      autoComplete="off"
      required
      data-autofocus
      onChange={event => change(event.currentTarget.value)}
    />
  );
}

/**
 * Names what will happen before it does.
 * An action that needs a value cannot be sent until the value has its form. A refusal stays in the dialog.
 */
export function ActionDialog({ port, name, close }: Props) {
  const t = useT();
  const [value, setValue] = useState('');
  const doing = useMutation({ mutationFn: () => act(port, name, value), onSuccess: close });
  const wanted = inputOf(name);
  const complete = wanted === undefined || wanted.pattern.test(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    doing.mutate();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={`${t('common.port', { port })}: ${t(`port.action.${name}`)}`}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack component="form" onSubmit={submit}>
        <Text>{t(`port.action.${name}.what`)}</Text>
        <Field name={name} value={value} change={setValue} />
        {doing.error === null ? null : <FaultNote error={doing.error} />}
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!complete} loading={doing.isPending}>
            {t(`port.action.${name}`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
