import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { followSystemTheme } from './ui/theme-store.ts';
import { createWorkbench } from './workbench/workbench.ts';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no element with the id "root".');
}
followSystemTheme();
createRoot(root).render(
  <StrictMode>
    <App workbench={createWorkbench()} />
  </StrictMode>,
);
