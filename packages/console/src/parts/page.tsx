import { Group, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

interface Props {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page: its heading, what can be done, its content. The heading is the title of the window too. */
export function Page({ title, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} · simgate`;
  }, [title]);
  return (
    <div className="page">
      <Group justify="space-between" mb="md" gap="xs">
        <Title order={1} className="wrap">
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </div>
  );
}
