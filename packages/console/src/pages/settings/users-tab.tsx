import {
  Button,
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
import { useWho } from '../../data/hooks.ts';
import type { User } from '../../data/types.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Sure } from '../../parts/sure.tsx';
import { useT } from '../../words/i18n.ts';

function RoleSelect({
  label,
  role,
  change,
}: {
  readonly label: string;
  readonly role: Role;
  readonly change: (role: Role) => void;
}) {
  const t = useT();
  return (
    <NativeSelect
      label={label}
      value={role}
      data={roles.map(value => ({ value, label: t(`role.${value}`) }))}
      onChange={event => {
        if (isRole(event.currentTarget.value)) change(event.currentTarget.value);
      }}
    />
  );
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['users'] });
}

/** A user. Users of the settings file, and the person's own, cannot be deleted here. */
function Row({ user }: { readonly user: User }) {
  const t = useT();
  const { user: me } = useWho();
  const [deleting, setDeleting] = useState(false);
  const remove = useMutation({
    mutationFn: () => reply(client.deleteUser({ name: user.name })),
    onSuccess: useRefresh(),
  });
  return (
    <Table.Tr>
      <Table.Td className="wrap">
        <bdi>{user.name}</bdi>
      </Table.Td>
      <Table.Td>{t(`role.${user.role}`)}</Table.Td>
      <Table.Td>
        {user.configured ? (
          <Text size="sm" c="dimmed">
            {t('users.configured')}
          </Text>
        ) : null}
        {user.configured || user.name === me ? null : (
          <Button
            size="compact-md"
            variant="default"
            onClick={() => setDeleting(true)}
            aria-label={`${t('common.delete')}: ${user.name}`}
          >
            {t('common.delete')}
          </Button>
        )}
        {deleting ? (
          <Sure
            title={t('users.delete', { name: user.name })}
            what={t('users.delete.what')}
            word={t('common.delete')}
            close={() => setDeleting(false)}
            doing={remove}
          />
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}

/** Adds a user, at first with the role operator. */
function Add() {
  const t = useT();
  const refresh = useRefresh();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const add = useMutation({
    mutationFn: () => reply(client.createUser({ name, password, role })),
    onSuccess: async () => {
      setName('');
      setPassword('');
      await refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Paper withBorder p="md" component="form" onSubmit={submit}>
      <Title order={2} mb="xs">
        {t('users.add.title')}
      </Title>
      <Group align="end" gap="sm" className="fields">
        <TextInput
          label={t('signIn.user')}
          value={name}
          maxLength={64}
          required
          autoComplete="off"
          onChange={event => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('signIn.password')}
          value={password}
          maxLength={256}
          required
          autoComplete="new-password"
          w={220}
          onChange={event => setPassword(event.currentTarget.value)}
        />
        <RoleSelect label={t('users.role')} role={role} change={setRole} />
        <Button type="submit" loading={add.isPending}>
          {t('users.add')}
        </Button>
      </Group>
      {add.error === null ? null : <FaultNote error={add.error} />}
    </Paper>
  );
}

/**
 * Who may sign in, with which role.
 * Users of the settings file are marked, and are changed there alone.
 */
export function UsersTab() {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ['users'],
    queryFn: async () => (await reply(client.listUsers())).users,
  });
  return (
    <Stack maw={800}>
      <Add />
      {error === null ? null : <FaultNote error={error} again={() => void refetch()} />}
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('signIn.user')}</Table.Th>
            <Table.Th>{t('users.role')}</Table.Th>
            <Table.Th>
              <span className="visually-hidden">{t('port.actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data?.map(user => (
            <Row key={user.name} user={user} />
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
