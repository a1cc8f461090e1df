import { Button, CloseButton } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import { clearNotice, notice } from '../parts/notice.ts';
import { faultText } from '../words/faults.ts';
import { useT } from '../words/i18n.ts';

/**
 * Announced to screen readers without moving the focus (WCAG 4.1.3).
 * An undo that fails shows its reason in the place of the notice.
 */
export function NoticeBar() {
  const t = useT();
  const shown = useSyncExternalStore(notice.subscribe, notice.get);
  const [trouble, setTrouble] = useState('');
  const undo = async () => {
    try {
      await shown?.undo?.();
      clearNotice();
      setTrouble('');
    } catch (error) {
      setTrouble(faultText(error, t));
    }
  };
  return (
    <div role="status" className={shown === undefined ? 'visually-hidden' : 'notice'}>
      {shown === undefined ? null : (
        <>
          <span className="wrap">{trouble === '' ? shown.text : trouble}</span>
          {shown.undo === undefined ? null : (
            <Button size="compact-md" variant="white" color="dark" onClick={() => void undo()}>
              {t('common.undo')}
            </Button>
          )}
          <CloseButton variant="transparent" c="white" aria-label={t('common.close')} onClick={clearNotice} />
        </>
      )}
    </div>
  );
}
