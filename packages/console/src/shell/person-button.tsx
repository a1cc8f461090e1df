import { ActionIcon } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useWho } from '../data/hooks.ts';
import { loaded } from '../data/loaded.ts';
import { IconUser } from '../parts/icons.ts';
import { useT } from '../words/i18n.ts';

const parts = {
  PersonMenu: lazy(() => loaded(async () => ({ default: (await import('./person-menu.tsx')).PersonMenu }))),
};

/** Who is signed in. The menu is loaded when it is first wanted: nobody needs it to see the ports. */
export function PersonButton() {
  const t = useT();
  const { user } = useWho();
  const [wanted, setWanted] = useState(false);
  const button = (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={t('top.person', { user })}
      aria-haspopup="menu"
      onClick={() => setWanted(true)}
    >
      <IconUser size={20} aria-hidden />
    </ActionIcon>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <parts.PersonMenu />
    </Suspense>
  );
}
