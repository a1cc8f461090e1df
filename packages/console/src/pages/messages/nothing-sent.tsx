import { Button, Stack, Text } from '@mantine/core';
import { useMaySend } from '../../data/hooks.ts';
import { useT } from '../../words/i18n.ts';
import { compose } from '../compose/draft.ts';

/** Before the first message, with the way to it. */
export function NothingSent() {
  const t = useT();
  const may = useMaySend();
  return (
    <Stack gap="sm" align="start">
      <Text c="dimmed">{t('messages.empty')}</Text>
      {may ? <Button onClick={() => compose()}>{t('messages.first')}</Button> : null}
    </Stack>
  );
}
