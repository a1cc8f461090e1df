import { Alert, Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useT } from '../words/i18n.ts';

interface Props {
  /** Another place is another page: it is tried afresh. */
  readonly place: string;
  readonly children: ReactNode;
}

/** The fault in words; "" where there is none. */
interface State {
  readonly text: string;
}

/** The fault, with a button that loads the page again. */
function Trouble({ text }: { readonly text: string }) {
  const t = useT();
  return (
    <Alert variant="outline" color="red" role="alert" title={t('trouble.title')}>
      <p>{t('trouble.text')}</p>
      <code className="wrap">{text}</code>
      <Button mt="sm" variant="default" display="block" onClick={() => location.reload()}>
        {t('trouble.reload')}
      </Button>
    </Alert>
  );
}

/**
 * Keeps a fault in one page from emptying the window: the bar stays, and another page can be opened. After an update of the gateway a page
 * whose files are gone ends here too, and loading again brings the new ones.
 */
export class TroubleBoundary extends Component<Props, State> {
  override state: State = { text: '' };

  static getDerivedStateFromError(error: unknown): State {
    return { text: String(error) };
  }

  override componentDidUpdate(before: Props): void {
    if (before.place !== this.props.place && this.state.text !== '') this.setState({ text: '' });
  }

  override render(): ReactNode {
    return this.state.text === '' ? this.props.children : <Trouble text={this.state.text} />;
  }
}
