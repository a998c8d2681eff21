// Which folder may import which. The table is the law; the rules below are made from it.
// scripts/imports.mjs runs it, because a run over zero modules would pass in silence.

/** folder -> folders of ours it may import (itself is always allowed) */
const MAY_IMPORT = {
  core: [],
  pipeline: ['core'],
  workers: ['core', 'pipeline'],
  host: ['core'], // starts workers by URL: importing one would run it on the wrong thread
  electron: ['core', 'host'],
  renderer: ['core'],
  bench: ['core', 'host', 'renderer'], // the drawing benchmark times the page's own chart
  e2e: ['core', 'host'],
  scripts: [],
};

/** folder -> packages it may import; folders not named here may use any dependency */
const ONLY_PACKAGES = {
  core: ['zod'],
};

/**
 * package -> the only folders that may import it (packages with one importing *file*: scripts/imports.mjs).
 * bench: recharts is what the chart is held against.
 */
const HOME_OF_PACKAGE = {
  electron: ['electron'],
  react: ['renderer', 'bench'],
  'react-dom': ['renderer', 'bench'],
  recharts: ['renderer', 'bench'],
  zustand: ['renderer'],
};

const TEST_FILE = '\\.test(-support)?\\.(ts|tsx|mjs)$';
const FOLDERS = Object.keys(MAY_IMPORT);
const anyOf = (names) => `^(${names.join('|')})/`;
const packagePath = (name) => `^node_modules/(@types/)?${name}/`;

const directions = FOLDERS.map((folder) => ({
  name: `${folder}-imports-only-${MAY_IMPORT[folder].join('-and-') || 'itself'}`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: TEST_FILE },
  to: { path: anyOf(FOLDERS.filter((to) => to !== folder && !MAY_IMPORT[folder].includes(to))) },
}));

const packages = Object.entries(ONLY_PACKAGES).flatMap(([folder, allowed]) => [
  {
    name: `${folder}-uses-only-${allowed.join('-and-')}`,
    severity: 'error',
    from: { path: `^${folder}/`, pathNot: TEST_FILE },
    to: { path: '^node_modules/', pathNot: allowed.map(packagePath) },
  },
  {
    name: `${folder}-uses-no-node-builtin`,
    severity: 'error',
    from: { path: `^${folder}/`, pathNot: TEST_FILE },
    to: { dependencyTypes: ['core'] },
  },
]);

const homes = Object.entries(HOME_OF_PACKAGE).map(([name, folders]) => ({
  name: `${name}-only-in-${folders.join('-and-')}`,
  severity: 'error',
  from: { pathNot: anyOf(folders) },
  to: { path: packagePath(name) },
}));

module.exports = {
  forbidden: [
    ...directions,
    ...packages,
    ...homes,
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-test-in-production-code',
      severity: 'error',
      from: { pathNot: [TEST_FILE, '^e2e/'] },
      to: { path: TEST_FILE },
    },
    {
      name: 'no-dev-dependency-in-production-code',
      severity: 'error',
      from: {
        path: anyOf(['core', 'pipeline', 'workers', 'host', 'renderer']),
        pathNot: TEST_FILE,
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: ['^node_modules/', '^dist/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
