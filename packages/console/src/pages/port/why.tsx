import { List, Text } from '@mantine/core';
import { portReasons } from '@simgate/api/contract';
import type { Port } from '../../data/types.ts';
import { useT } from '../../words/i18n.ts';

/** Causes and remedies of the catalogue, which is the same for page, manual and command line. */
export function Why({ port }: { readonly port: Port }) {
  const t = useT();
  if (port.reason === '') return null;
  const { causes, remedies } = portReasons[port.reason];
  return (
    <div lang="en" dir="ltr">
      <Text fw={600} mt="xs">
        {t('port.causes')}
      </Text>
      <List size="sm">
        {causes.map(cause => (
          <List.Item key={cause}>{cause}</List.Item>
        ))}
      </List>
      <Text fw={600} mt="xs">
        {t('port.remedies')}
      </Text>
      <List size="sm">
        {remedies.map(remedy => (
          <List.Item key={remedy}>{remedy}</List.Item>
        ))}
      </List>
    </div>
  );
}
