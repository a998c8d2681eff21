// How sources become dist/: one `vite build --app`, one environment per place where code runs.
// The host environment keeps the shape of the tree (host/cli.ts -> dist/host/cli.js), because
// threads are started by `new URL('../workers/server.js', import.meta.url)`. Nothing from
// node_modules is bundled, and nothing here may rewrite import.meta.url.
import { globSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const rootDir = import.meta.dirname;

/** Not started themselves, but bench/, scripts/ and people who script the built program import them. */
const ALSO_BUILT = [
  'core/trace/laws.ts',
  'core/trace/feed-consumer.ts',
  'host/web/node-web-io.ts',
  'host/web/start-options.ts',
  'host/web/web-command.ts',
];

const hostEntries = [
  'host/cli.ts',
  'host/web/main.ts',
  ...ALSO_BUILT,
  ...globSync('workers/*.ts', { cwd: rootDir }),
]
  .filter((file) => !/\.test(-support)?\.ts$/.test(file))
  .sort();

/** Our own modules are relative or absolute; every other specifier is a package or a builtin. */
function isPackage(specifier: string): boolean {
  return !specifier.startsWith('.') && !specifier.startsWith('\0') && !path.isAbsolute(specifier);
}

/** A Node build has no assets; one that appears means that Vite rewrote a URL it must not touch. */
const refuseAssets: Plugin = {
  name: 'loopscope:refuse-assets',
  generateBundle(_options, bundle) {
    for (const output of Object.values(bundle)) {
      if (output.type === 'asset' && !output.fileName.endsWith('.map')) {
        this.error(`unexpected asset in the host build: ${output.fileName}`);
      }
    }
  },
};

export default defineConfig({
  root: path.join(rootDir, 'renderer'),
  base: './',
  appType: 'custom',
  publicDir: false,
  clearScreen: false,
  logLevel: 'warn',
  plugins: [react()],
  environments: {
    // The page: one build for Electron and for a browser. Its URLs are relative, so that any origin can serve it.
    client: {
      build: {
        outDir: path.join(rootDir, 'dist/renderer'),
        emptyOutDir: true,
        target: 'es2024',
        sourcemap: true,
        copyPublicDir: false,
        // A data: URL would need a hole in the content security policy.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rolldownOptions: { input: path.join(rootDir, 'renderer/index.html') },
      },
    },
    host: {
      consumer: 'server',
      resolve: { external: true },
      build: {
        outDir: path.join(rootDir, 'dist'),
        emptyOutDir: true,
        target: 'node22',
        minify: false,
        sourcemap: true,
        copyPublicDir: false,
        rolldownOptions: {
          input: hostEntries.map((file) => path.join(rootDir, file)),
          external: isPackage,
          plugins: [refuseAssets],
          output: {
            format: 'esm',
            preserveModules: true,
            preserveModulesRoot: rootDir,
            entryFileNames: '[name].js',
          },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      // The host first: it empties dist/, which the page's folder is inside of.
      for (const name of ['host', 'client']) {
        const environment = builder.environments[name];
        if (environment === undefined) throw new Error(`no environment is called ${name}`);
        await builder.build(environment);
      }
    },
  },
});
