// Holds the folders to the directions of .dependency-cruiser.cjs. Fails when suspiciously few modules were
// seen: with a TypeScript it does not know, dependency-cruiser sees none and finds nothing wrong.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { packageBin } from './lib/package-bin.mjs';
import { judgeImports } from './lib/import-rules.mjs';
import { rootDir } from './lib/paths.mjs';
import { main, SetupError } from './lib/progress.mjs';
import { parseJson } from './lib/read-json.mjs';
import { runCommand } from './lib/run-command.mjs';

const FOLDERS = [
  'core',
  'pipeline',
  'workers',
  'host',
  'electron',
  'renderer',
  'bench',
  'e2e',
  'scripts',
];

/** Raise it as the code grows; it is there to catch a run that sees next to nothing. */
const MINIMUM_MODULES = 200;

await main(async () => {
  const cruiser = packageBin(rootDir, 'dependency-cruiser', 'depcruise');
  const outcome = await runCommand(
    process.execPath,
    [
      cruiser,
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      ...FOLDERS.filter((folder) => existsSync(path.join(rootDir, folder))),
    ],
    { cwd: rootDir },
  );
  if (!outcome.output.startsWith('{')) {
    process.stderr.write(outcome.output);
    throw new SetupError('Import rules: dependency-cruiser gave no result.');
  }
  const result = /** @type {import('./lib/import-rules.mjs').CruiseResult} */ (
    parseJson(outcome.output)
  );
  const { moduleCount, problems } = judgeImports(result, MINIMUM_MODULES);
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) throw new SetupError(`Import rules: ${problems.length} broken.`);
  console.log(`Import rules hold in ${moduleCount} modules.`);
});
