import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { client, reply } from '../../data/api.ts';
import type { Port } from '../../data/types.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { useT } from '../../words/i18n.ts';

const LONGEST_LABEL = 64;

/**
 * The name that people give the port.
 * At most 64 characters; blanks around it are cut off, and an empty name takes it away.
 */
export function PortLabel({ port: { port, label } }: { readonly port: Port }) {
  const t = useT();
  const [typed, setTyped] = useState(label);
  useEffect(() => setTyped(label), [label]);
  const save = useMutation({ mutationFn: () => reply(client.labelPort({ port, label: typed.trim() })) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Stack component="form" gap="xs" onSubmit={submit}>
      <TextInput
        label={t('port.label')}
        description={t('port.label.what')}
        value={typed}
        maxLength={LONGEST_LABEL}
        dir="auto"
        onChange={event => setTyped(event.currentTarget.value)}
      />
      {save.error === null ? null : <FaultNote error={save.error} />}
      <Group>
        <Button type="submit" variant="default" disabled={typed.trim() === label} loading={save.isPending}>
          {t('common.save')}
        </Button>
        <Text role="status">{save.isSuccess && typed.trim() === label ? t('settings.saved') : ''}</Text>
      </Group>
    </Stack>
  );
}
