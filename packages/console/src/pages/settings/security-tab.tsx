import {
  Button,
  Code,
  CopyButton,
  Group,
  NativeSelect,
  Paper,
  PasswordInput,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { isRole, type Role, roles } from '@simgate/api/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { gatewayNow } from '../../data/clock.ts';
import { useWho } from '../../data/hooks.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';

/** Changes the person's own password; the gateway asks for the old one too. */
function OwnPassword() {
  const t = useT();
  const { user } = useWho();
  const [before, setBefore] = useState('');
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => reply(client.changeUser({ name: user, password, old_password: before })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Paper withBorder p="md" component="form" onSubmit={submit}>
      <Stack>
        <Title order={2}>{t('security.password')}</Title>
        <PasswordInput
          label={t('security.password.old')}
          value={before}
          required
          autoComplete="current-password"
          onChange={event => setBefore(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('security.password.new')}
          description={t('security.password.what')}
          value={password}
          required
          minLength={8}
          autoComplete="new-password"
          onChange={event => setPassword(event.currentTarget.value)}
        />
        {change.error === null ? null : <FaultNote error={change.error} />}
        <Button type="submit" w="fit-content" loading={change.isPending}>
          {t('security.password.change')}
        </Button>
      </Stack>
    </Paper>
  );
}

const lengths = [7, 30, 90, 365] as const;
const DAY = 86_400_000;

/** A new token, with at most the person's own role. It ends after 7 to 365 days by the gateway's clock. */
function useNewToken() {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState<number>(90);
  const { role: own } = useWho();
  const [role, setRole] = useState<Role>(own);
  const create = useMutation({
    mutationFn: () => {
      const end = new Date(gatewayNow() + days * DAY).toISOString().replace(/\.\d{3}Z$/, 'Z');
      return reply(client.createToken({ name, role, expires_at: end }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
  const mayHave = roles.slice(roles.indexOf(own));
  return { name, setName, days, setDays, role, setRole, create, mayHave };
}

/** Makes a token and shows it. The gateway keeps no copy that could be shown later. */
function NewToken() {
  const t = useT();
  const { name, setName, days, setDays, role, setRole, create, mayHave } = useNewToken();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Stack component="form" onSubmit={submit} gap="xs">
      <Group align="end" gap="sm" className="fields">
        <TextInput
          label={t('tokens.name')}
          value={name}
          maxLength={64}
          required
          onChange={event => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('users.role')}
          value={role}
          data={mayHave.map(value => ({ value, label: t(`role.${value}`) }))}
          onChange={event => isRole(event.currentTarget.value) && setRole(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('tokens.length')}
          value={`${days}`}
          data={lengths.map(value => ({ value: `${value}`, label: t('tokens.days', { count: value }) }))}
          onChange={event => setDays(Number(event.currentTarget.value))}
        />
        <Button type="submit" loading={create.isPending}>
          {t('tokens.create')}
        </Button>
      </Group>
      {create.error === null ? null : <FaultNote error={create.error} />}
      {create.data === undefined ? null : (
        <div className="note" role="status">
          <Text size="sm">{t('tokens.once')}</Text>
          <Group gap="xs" wrap="nowrap">
            <Code className="wrap" style={{ flex: 1 }}>
              {create.data.token}
            </Code>
            <CopyButton value={create.data.token}>
              {({ copied, copy }) => (
                <Button variant="default" size="sm" onClick={copy}>
                  {t(copied ? 'common.copied' : 'common.copy')}
                </Button>
              )}
            </CopyButton>
          </Group>
        </div>
      )}
    </Stack>
  );
}

/** Tokens with their end; the button ends one at once. */
function Tokens() {
  const t = useT();
  const formats = useFormats();
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['tokens'],
    queryFn: async () => (await reply(client.listTokens())).tokens,
  });
  const end = useMutation({
    mutationFn: (id: number) => reply(client.deleteToken({ id })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
  return (
    <Paper withBorder p="md">
      <Stack>
        <Title order={2}>{t('tokens.title')}</Title>
        <Text>{t('tokens.what')}</Text>
        <NewToken />
        <Table.ScrollContainer minWidth={480} scrollAreaProps={{ type: 'auto' }}>
          <Table>
            <Table.Tbody>
              {data?.map(({ id, name, user, role, expires_at: expires }) => (
                <Table.Tr key={id}>
                  <Table.Td className="wrap">
                    <bdi>{name}</bdi>
                  </Table.Td>
                  <Table.Td>
                    <bdi>{user}</bdi>
                  </Table.Td>
                  <Table.Td>{t(`role.${role}`)}</Table.Td>
                  <Table.Td>{t('tokens.ends', { time: formats.when(expires) })}</Table.Td>
                  <Table.Td>
                    <Button
                      size="compact-md"
                      variant="default"
                      onClick={() => end.mutate(id)}
                      aria-label={`${t('tokens.end')}: ${name}`}
                    >
                      {t('tokens.end')}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Stack>
    </Paper>
  );
}

/**
 * The person's own password and tokens.
 * A new password has at least eight characters here; the gateway has the last word.
 */
export function SecurityTab() {
  return (
    <Stack maw={800}>
      <OwnPassword />
      <Tokens />
    </Stack>
  );
}
