import { Button, Checkbox, Code, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { eventKinds, type PushKind } from '@simgate/api/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { useT } from '../../words/i18n.ts';

const SECRET_BYTES = 32;

/** A secret of the form that targets take: 32 random bytes. */
function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}

/** The fields of a new target, at first with every kind and without a secret; "" stands for unsigned. */
function useForm(close: () => void) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [kinds, setKinds] = useState<readonly string[]>(eventKinds);
  const [secret, setSecret] = useState('');
  const chosen = eventKinds.filter((kind): kind is PushKind => kinds.includes(kind));
  const add = useMutation({
    mutationFn: () =>
      reply(client.createPushTarget({ name, url, kinds: chosen, ...(secret === '' ? {} : { secret }) })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['push-targets'] });
      close();
    },
  });
  return { name, setName, url, setUrl, kinds, setKinds, secret, setSecret, add };
}

/** Makes a secret in the browser and shows it. The gateway never returns it, so this is the time to copy it. */
function Secret({ secret, change }: { readonly secret: string; readonly change: (secret: string) => void }) {
  const t = useT();
  return (
    <Stack gap={6}>
      <Checkbox
        label={t('push.sign')}
        checked={secret !== ''}
        onChange={event => change(event.currentTarget.checked ? newSecret() : '')}
      />
      {secret === '' ? null : (
        <>
          <Text size="sm">{t('push.secret.once')}</Text>
          <Group gap="xs" wrap="nowrap">
            <Code className="wrap" style={{ flex: 1 }}>
              {secret}
            </Code>
            <CopyButton value={secret}>
              {({ copied, copy }) => (
                <Button variant="default" size="sm" onClick={copy}>
                  {t(copied ? 'common.copied' : 'common.copy')}
                </Button>
              )}
            </CopyButton>
          </Group>
        </>
      )}
    </Stack>
  );
}

/**
 * A new target: where, what, and signed or not.
 * At least one kind has to be chosen. A refused address or name stays in the form with the gateway's reason.
 */
export function TargetDialog({ close }: { readonly close: () => void }) {
  const t = useT();
  const form = useForm(close);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.add.mutate();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('push.add')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack component="form" onSubmit={submit}>
        <TextInput
          label={t('push.name')}
          value={form.name}
          maxLength={64}
          required
          data-autofocus
          onChange={event => form.setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('push.url')}
          type="url"
          placeholder="https://example.com/sms"
          dir="ltr"
          value={form.url}
          required
          onChange={event => form.setUrl(event.currentTarget.value)}
        />
        <Checkbox.Group label={t('push.kinds')} value={[...form.kinds]} onChange={form.setKinds}>
          <Group gap="sm" mt={6}>
            {eventKinds.map(kind => (
              <Checkbox key={kind} value={kind} label={t(`event.kind.${kind}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <Secret secret={form.secret} change={form.setSecret} />
        {form.add.error === null ? null : <FaultNote error={form.add.error} />}
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={form.add.isPending} disabled={form.kinds.length === 0}>
            {t('common.add')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
