import { Button, Code, Table, Text } from '@mantine/core';
import { client, reply } from '../../data/api.ts';
import type { AuditEntry } from '../../data/types.ts';
import { usePages } from '../../data/use-pages.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';

const A_PAGE = 50;

/** Who changed what, newest first. */
export function AuditTab() {
  const t = useT();
  const formats = useFormats();
  const { items, loading, error, more, again } = usePages<AuditEntry>(['audit'], async before => {
    const page = before === undefined ? { limit: A_PAGE } : { limit: A_PAGE, before };
    const { entries, next } = await reply(client.listAudit(page));
    return { items: entries, next };
  });
  return (
    <>
      <Text mb="sm">{t('audit.what')}</Text>
      {error === null ? null : <FaultNote error={error} again={again} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <section className="scroll-x" aria-label={t('settings.tab.audit')} tabIndex={0}>
        <Table miw={560}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('common.time')}</Table.Th>
              <Table.Th>{t('signIn.user')}</Table.Th>
              <Table.Th>{t('audit.action')}</Table.Th>
              <Table.Th>{t('common.details')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map(({ id, at, user, address, endpoint, parameters }) => (
              <Table.Tr key={id}>
                <Table.Td>{formats.when(at)}</Table.Td>
                <Table.Td className="wrap">
                  <bdi>{user}</bdi>{' '}
                  <Text span size="xs" c="dimmed">
                    <bdi dir="ltr">{address}</bdi>
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Code>{endpoint}</Code>
                </Table.Td>
                <Table.Td className="wrap">
                  <Code dir="ltr">{parameters}</Code>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {more === undefined ? null : (
        <Button mt="sm" variant="default" onClick={more} loading={loading}>
          {t('common.more')}
        </Button>
      )}
    </>
  );
}
