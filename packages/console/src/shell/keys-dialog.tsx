import { Kbd, Modal, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { useWho } from '../data/hooks.ts';
import { keysAreOn, switchKeys } from '../parts/list-keys.ts';
import { useT, type WordKey } from '../words/i18n.ts';
import { placesFor } from './places.ts';

const others: readonly (readonly [keys: string, word: WordKey])[] = [
  ['?', 'keys.list'],
  ['c', 'top.compose'],
  ['Ctrl+K', 'keys.search'],
  ['/', 'keys.field'],
  ['j', 'keys.next'],
  ['k', 'keys.before'],
  ['Esc', 'keys.close'],
];

/** The list of keys, and the switch that turns them off. */
export function KeysDialog({ close }: { readonly close: () => void }) {
  const t = useT();
  const who = useWho();
  const [on, setOn] = useState(keysAreOn);
  return (
    <Modal
      opened
      onClose={close}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Switch
          label={t('keys.on')}
          checked={on}
          onChange={event => {
            setOn(event.currentTarget.checked);
            switchKeys(event.currentTarget.checked);
          }}
        />
        <dl className="facts">
          {placesFor(who).map(({ letter, word }) => (
            <div className="fact" key={letter}>
              <dt>{t(word)}</dt>
              <dd>
                <Kbd>g</Kbd> <Kbd>{letter}</Kbd>
              </dd>
            </div>
          ))}
          {others.map(([keys, word]) => (
            <div className="fact" key={keys}>
              <dt>{t(word)}</dt>
              <dd>
                <Kbd>{keys}</Kbd>
              </dd>
            </div>
          ))}
        </dl>
      </Stack>
    </Modal>
  );
}
