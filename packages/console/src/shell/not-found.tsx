import { Text } from '@mantine/core';
import { Page } from '../parts/page.tsx';
import { useT } from '../words/i18n.ts';

/** For an address that is no page. */
export function NotFound() {
  const t = useT();
  return (
    <Page title={t('notFound.title')}>
      <Text>{t('notFound.text')}</Text>
    </Page>
  );
}
