import { Button, Code, Table, Text } from '@mantine/core';
import { client, reply } from '../../data/api.ts';
import type { AuditEntry } from '../../data/types.ts';
import { usePages } from '../../data/use-pages.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { useNarrow } from '../../shell/use-narrow.ts';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';

const A_PAGE = 50;

interface EntriesProps {
  readonly entries: readonly AuditEntry[];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parameters of a request as names and values; undefined where they are no JSON object. */
function partsOf(parameters: string): readonly (readonly [name: string, value: string])[] | undefined {
  try {
    const parsed: unknown = JSON.parse(parameters);
    if (!isRecord(parsed)) return undefined;
    return Object.entries(parsed).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
  } catch {
    return undefined;
  }
}

/** The parameters one by one; as they are where they were cut. */
function Details({ parameters }: { readonly parameters: string }) {
  const parts = partsOf(parameters);
  if (parts === undefined) return <Code dir="ltr">{parameters}</Code>;
  return (
    <ul className="plain-list audit-parts" data-given>
      {parts.map(([name, value]) => (
        <li key={name}>
          <Text span size="sm" c="dimmed" dir="ltr">
            {name}
          </Text>{' '}
          <Text span size="sm" className="wrap" dir="auto">
            {value}
          </Text>
        </li>
      ))}
    </ul>
  );
}

/** On a telephone: one below the other, since a table would be cut. */
function Lines({ entries }: EntriesProps) {
  const formats = useFormats();
  return (
    <ul className="plain-list">
      {entries.map(({ id, at, user, address, endpoint, parameters }) => (
        <li key={id} className="setting">
          <Text size="sm" className="wrap">
            <bdi>{user}</bdi> · <bdi>{formats.when(at)}</bdi> ·{' '}
            <Text span size="xs" c="dimmed">
              <bdi dir="ltr">{address}</bdi>
            </Text>
          </Text>
          <Code dir="ltr" w="fit-content" display="block">
            {endpoint}
          </Code>
          <Details parameters={parameters} />
        </li>
      ))}
    </ul>
  );
}

/** The entries as a table, or as lines on a narrow screen. */
function Entries({ entries }: EntriesProps) {
  const t = useT();
  const formats = useFormats();
  if (useNarrow()) return <Lines entries={entries} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
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
          {entries.map(({ id, at, user, address, endpoint, parameters }) => (
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
                <Details parameters={parameters} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/**
 * Who changed what, newest first.
 * Fifty entries at a time.
 */
export function AuditTab() {
  const t = useT();
  const { items, loading, error, more, again } = usePages<AuditEntry>(['audit'], async before => {
    const page = before === undefined ? { limit: A_PAGE } : { limit: A_PAGE, before };
    const { entries, next } = await reply(client.listAudit(page));
    return { items: entries, next };
  });
  return (
    <>
      <Text mb="sm">{t('audit.what')}</Text>
      {error === null ? null : <FaultNote error={error} again={again} />}
      <Entries entries={items} />
      {items.length === 0 && !loading && error === null ? <Text c="dimmed">{t('audit.none')}</Text> : null}
      {more === undefined ? null : (
        <Button mt="sm" variant="default" onClick={more} loading={loading}>
          {t('common.more')}
        </Button>
      )}
    </>
  );
}
