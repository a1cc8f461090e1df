import { List, Text } from '@mantine/core';
import { directionOf, useT } from '../words/i18n.ts';
import { ManualLink } from '../words/reasons/manual-link.tsx';

interface Props {
  readonly causes: readonly string[];
  readonly remedies: readonly string[];
  /** The page of the manual about it, below `docs/`. */
  readonly page?: string | undefined;
  /** The language they are in; English where they are the gateway's own words. */
  readonly lang?: string;
}

interface PartProps {
  readonly title: string;
  readonly lines: readonly string[];
  readonly lang: string;
}

/** The catalogue is written for manuals too, where backquotes mark commands. */
function plain(line: string): string {
  return line.replaceAll('`', '');
}

/** A list under its title; nothing where the list is empty. */
function Part({ title, lines, lang }: PartProps) {
  if (lines.length === 0) return null;
  return (
    <>
      <Text fw={600} mt="xs" size="sm">
        {title}
      </Text>
      <List size="sm" lang={lang} dir={directionOf(lang)}>
        {lines.map(line => (
          <List.Item key={line}>{plain(line)}</List.Item>
        ))}
      </List>
    </>
  );
}

/** Causes and remedies of the catalogue, which is the same for page, manual and command line. */
export function Advice({ causes, remedies, page, lang = 'en' }: Props) {
  const t = useT();
  return (
    <div>
      <Part title={t('port.causes')} lines={causes} lang={lang} />
      <Part title={t('port.remedies')} lines={remedies} lang={lang} />
      {page === undefined ? null : (
        <Text size="sm" mt="xs">
          <ManualLink page={page}>{t('advice.more')}</ManualLink>
        </Text>
      )}
    </div>
  );
}
