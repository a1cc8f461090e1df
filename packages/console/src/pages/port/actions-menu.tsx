import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useMayOperate } from '../../data/hooks.ts';
import type { Port } from '../../data/types.ts';
import { useNarrow } from '../../shell/use-narrow.ts';
import { useT } from '../../words/i18n.ts';
import { ActionDialog } from './action-dialog.tsx';
import { type ActionName, actionsFor, isWanted } from './actions.ts';

/**
 * The present actions of the port; each asks once, and describes its effect.
 * Nothing is drawn for a person who may not operate.
 */
export function ActionButtons({ port }: { readonly port: Port }) {
  const t = useT();
  const narrow = useNarrow();
  const [asked, setAsked] = useState<ActionName>();
  if (!useMayOperate()) return null;
  return (
    <Group gap="xs" role="group" aria-label={t('port.actions')}>
      {actionsFor(port).map(name => (
        <Button
          key={name}
          variant={isWanted(name) ? 'filled' : 'default'}
          size={narrow ? 'xs' : 'sm'}
          onClick={() => setAsked(name)}
        >
          {t(`port.action.${name}`)}
        </Button>
      ))}
      {asked === undefined ? null : (
        <ActionDialog port={port.port} name={asked} close={() => setAsked(undefined)} />
      )}
    </Group>
  );
}
