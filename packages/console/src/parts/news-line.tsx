import { Button } from '@mantine/core';
import { useT, type WordKey } from '../words/i18n.ts';

interface Props {
  readonly shown: boolean;
  readonly word: WordKey;
  readonly show: () => void;
}

/** Above a list: a button when there is news. Its room is kept free, so that the rows below do not move when it comes. */
export function NewsLine({ shown, word, show }: Props) {
  const t = useT();
  return (
    <div className="news-line" aria-live="polite">
      {shown ? (
        <Button variant="default" size="xs" onClick={show}>
          {t(word)}
        </Button>
      ) : null}
    </div>
  );
}
