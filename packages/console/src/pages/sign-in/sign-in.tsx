import { Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { Fault } from '../../data/api.ts';
import { signIn } from '../../data/session.ts';
import { faultText } from '../../words/faults.ts';
import { type T, useT } from '../../words/i18n.ts';

interface Props {
  /** Somebody was signed in, and the session has ended. */
  readonly ended: boolean;
  readonly user: string;
}

/** The reason why a sign-in failed; 429 means too many tries. */
function troubleOf(error: unknown, t: T): string {
  if (!(error instanceof Fault)) return String(error);
  if (error.signedOut) return t('signIn.wrong');
  const tooMany =
    error.error.kind === 'unexpected'
      ? error.error.status === 429
      : error.error.kind === 'refused' && error.error.code === 429;
  return tooMany ? t('signIn.tooMany') : faultText(error, t);
}

/** The state of the form. After a success it stays busy, because the shell takes its place. */
function useSignIn(first: string) {
  const t = useT();
  const [user, setUser] = useState(first);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await signIn(user, password);
    } catch (error) {
      setTrouble(troubleOf(error, t));
      setBusy(false);
    }
  };
  return { user, setUser, password, setPassword, busy, trouble, submit };
}

/**
 * Asks who it is. Where a session has ended, the place of before is kept for the return.
 * Too many failed tries are named as such (429), a wrong name and a wrong password are not distinguished.
 */
export function SignIn({ ended, user: before }: Props) {
  const t = useT();
  const form = useSignIn(before);
  useEffect(() => {
    document.title = `${t('signIn.title')} · simgate`;
  }, [t]);
  return (
    <main style={{ display: 'grid', placeItems: 'center', minHeight: '100dvh', padding: 16 }}>
      <Paper component="form" onSubmit={form.submit} withBorder p="lg" w="100%" maw={400}>
        <Stack>
          <Title order={1}>simgate</Title>
          <Text>{ended ? t('signIn.ended') : t('signIn.hint')}</Text>
          <TextInput
            label={t('signIn.user')}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            required
            value={form.user}
            onChange={event => form.setUser(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('signIn.password')}
            name="password"
            autoComplete="current-password"
            required
            value={form.password}
            onChange={event => form.setPassword(event.currentTarget.value)}
          />
          {form.trouble === '' ? null : (
            <Text role="alert" c="var(--mantine-color-error)">
              {form.trouble}
            </Text>
          )}
          <Button type="submit" loading={form.busy} size="md">
            {t('signIn.submit')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('signIn.local')}
          </Text>
        </Stack>
      </Paper>
    </main>
  );
}
