// Builds what Node runs, without the page, into the dist/ that is there. For `npm run dev`.
import { createBuilder } from 'vite';
import { rootDir } from './lib/paths.mjs';

const builder = await createBuilder({
  configFile: `${rootDir}/vite.config.ts`,
  environments: { host: { build: { emptyOutDir: false } } },
});
const { host } = builder.environments;
if (host === undefined) throw new Error('no environment is called host');
await builder.build(host);
