import { ActionIcon } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import { loaded } from '../data/loaded.ts';
import { IconSearch } from '../parts/icons.ts';
import { keysAreOn } from '../parts/list-keys.ts';
import { useT } from '../words/i18n.ts';

const parts = {
  Dialog: lazy(() =>
    loaded(async () => ({ default: (await import('../pages/search/search-dialog.tsx')).SearchDialog })),
  ),
};

/**
 * Opens the search; so does Ctrl+K, also from within a text.
 * Ctrl+K obeys the switch of the keys, the button does not. The dialog is loaded when it is first opened.
 */
export function SearchButton() {
  const t = useT();
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || !keysAreOn()) return;
      event.preventDefault();
      setOpened(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('keys.search')}
        aria-keyshortcuts="Control+K"
        onClick={() => setOpened(true)}
      >
        <IconSearch size={20} aria-hidden />
      </ActionIcon>
      {opened ? (
        <Suspense fallback={null}>
          <parts.Dialog close={() => setOpened(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
