import { Anchor, Paper, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useMayOperate } from '../../data/hooks.ts';
import { Page } from '../../parts/page.tsx';
import { placeWith, useFilter } from '../../shell/place.ts';
import { useNarrow } from '../../shell/use-narrow.ts';
import { useT } from '../../words/i18n.ts';
import { ConversationList } from './conversation-list.tsx';
import { Thread } from './thread.tsx';

/**
 * Conversations and the thread of one: side by side on a desk, one after the other on a phone.
 * The number of the open thread stands in the address as `with`.
 */
export function InboxPage() {
  const t = useT();
  const narrow = useNarrow();
  const may = useMayOperate();
  const [{ with: current = '', ...filter }] = useFilter();
  const back =
    narrow && current !== '' ? (
      <Anchor component={Link} href={placeWith('/inbox', filter)}>
        {t('common.back')}
      </Anchor>
    ) : undefined;
  return (
    <Page title={t('nav.inbox')} actions={back}>
      <div className="inbox">
        {narrow && current !== '' ? null : <ConversationList current={current} />}
        {current === '' ? null : (
          <Paper withBorder p="md">
            {may ? <Thread key={current} number={current} /> : <Text>{t('messages.hidden')}</Text>}
          </Paper>
        )}
      </div>
    </Page>
  );
}
