// How sources become dist/: one `vite build --app`, one environment per place where code runs.
// The host environment keeps the shape of the tree (host/cli.ts -> dist/host/cli.js), because
// threads are started by `new URL('../workers/server.js', import.meta.url)`. Nothing from
// node_modules is bundled, and nothing here may rewrite import.meta.url.
import { globSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const rootDir = import.meta.dirname;

/** Not reached from the command line, but bench/ and people who script the built program need it. */
const ALSO_BUILT = ['core/trace/laws.ts'];

const hostEntries = ['host/cli.ts', ...ALSO_BUILT, ...globSync('workers/*.ts', { cwd: rootDir })]
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
  root: rootDir,
  appType: 'custom',
  publicDir: false,
  clearScreen: false,
  logLevel: 'warn',
  environments: {
    host: {
      consumer: 'server',
      resolve: { external: true },
      build: {
        outDir: 'dist',
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
      const host = builder.environments['host'];
      if (host === undefined) throw new Error('the host environment is not configured');
      await builder.build(host);
    },
  },
});
