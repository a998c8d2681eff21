// The page's entry: connects to the host and puts the window into the document. Nothing else happens here.
import './host/jitless.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { createHostLink } from './host/create-host-link.ts';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
const host = createHostLink();
host.start();
createRoot(root).render(
  <StrictMode>
    <App link={host.link} />
  </StrictMode>,
);
