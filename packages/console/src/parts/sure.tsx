import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { useT } from '../words/i18n.ts';
import { FaultNote } from './fault-note.tsx';

interface Props<Done> {
  readonly title: string;
  /** The effect of the action. */
  readonly what: string;
  /** On the button that does it. */
  readonly word: string;
  readonly close: () => void;
  readonly doing: UseMutationResult<Done, Error, void>;
}

/**
 * Asks before what cannot be undone, with what will happen.
 * The focus is on the button that cancels. The dialog closes after a success; a failure stays in it.
 */
export function Sure<Done>({ title, what, word, close, doing }: Props<Done>) {
  const t = useT();
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack>
        <Text>{what}</Text>
        {doing.error === null ? null : <FaultNote error={doing.error} />}
        <Group justify="end">
          <Button variant="default" onClick={close} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button loading={doing.isPending} onClick={() => doing.mutate(undefined, { onSuccess: close })}>
            {word}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
