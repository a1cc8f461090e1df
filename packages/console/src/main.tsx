/** The start of the page. */
import '@mantine/core/styles.css';
import './styles.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { resume } from './data/session.ts';
import { startWords } from './words/i18n.ts';

const root = document.getElementById('root');
if (root !== null) {
  await startWords();
  createRoot(root).render(<App />);
  void resume();
}
