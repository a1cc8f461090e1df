import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { faultText } from '../words/faults.ts';
import { useT } from '../words/i18n.ts';
import { download } from './download.ts';

interface Props {
  /** A path under /v1 with its query. */
  readonly target: string;
  readonly label: string;
}

/** Hands a file of the gateway to the browser. */
export function DownloadButton({ target, label }: Props) {
  const t = useT();
  const get = useMutation({ mutationFn: () => download(target) });
  return (
    <>
      <Button variant="default" size="sm" loading={get.isPending} onClick={() => get.mutate()}>
        {label}
      </Button>
      {get.error === null ? null : (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {faultText(get.error, t)}
        </Text>
      )}
    </>
  );
}
