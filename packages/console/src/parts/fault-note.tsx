import { Alert, Button } from '@mantine/core';
import { faultText, isMissing } from '../words/faults.ts';
import { useT } from '../words/i18n.ts';
import { IconAlertTriangle } from './icons.ts';

interface Props {
  readonly error: unknown;
  readonly again?: () => void;
}

/** A failure in words, and where it makes sense a button to try again. */
export function FaultNote({ error, again }: Props) {
  const t = useT();
  return (
    <Alert
      variant="outline"
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      role="alert"
      className="fault-note"
      styles={{ message: { color: 'var(--mantine-color-text)' } }}
    >
      {faultText(error, t)}
      {again === undefined || isMissing(error) ? null : (
        <Button mt="xs" size="xs" variant="default" display="block" onClick={again}>
          {t('common.again')}
        </Button>
      )}
    </Alert>
  );
}
