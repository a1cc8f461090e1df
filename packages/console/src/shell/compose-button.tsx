import { ActionIcon, Button } from '@mantine/core';
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { useWho } from '../data/hooks.ts';
import { loaded } from '../data/loaded.ts';
import { compose, draft } from '../pages/compose/draft.ts';
import { IconPencilPlus } from '../parts/icons.ts';
import { useT } from '../words/i18n.ts';
import { useNarrow } from './use-narrow.ts';

/** Loaded when it is first opened, and then kept. */
const parts = {
  Drawer: lazy(() =>
    loaded(async () => ({
      default: (await import('../pages/compose/compose-drawer.tsx')).ComposeDrawer,
    })),
  ),
};

/** Whether the composer was opened in this page at least once. */
function useOnceOpened(): boolean {
  const opened = useSyncExternalStore(draft.subscribe, () => draft.get().opened);
  const [once, setOnce] = useState(opened);
  useEffect(() => {
    if (opened) setOnce(true);
  }, [opened]);
  return once || opened;
}

/** New message: who may send sees it on every page. */
export function ComposeButton() {
  const t = useT();
  const narrow = useNarrow();
  const mounted = useOnceOpened();
  if (useWho().role === 'viewer') return null;
  return (
    <>
      {narrow ? (
        <ActionIcon size="lg" aria-label={t('top.compose')} onClick={() => compose()}>
          <IconPencilPlus size={20} aria-hidden />
        </ActionIcon>
      ) : (
        <Button leftSection={<IconPencilPlus size={18} aria-hidden />} onClick={() => compose()}>
          {t('top.compose')}
        </Button>
      )}
      {mounted ? (
        <Suspense fallback={null}>
          <parts.Drawer />
        </Suspense>
      ) : null}
    </>
  );
}
