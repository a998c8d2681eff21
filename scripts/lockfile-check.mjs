// Holds the lockfile to naming no host, and package.json to exact versions: an install must give the same
// packages everywhere, from whatever registry a machine uses.
import path from 'node:path';
import { lockfileProblems, versionProblems } from './lib/lockfile-rules.mjs';
import { rootDir } from './lib/paths.mjs';
import { main, SetupError } from './lib/progress.mjs';
import { readJson } from './lib/read-json.mjs';

await main(async () => {
  const problems = [
    ...lockfileProblems(readJson(path.join(rootDir, 'package-lock.json'))),
    ...versionProblems(readJson(path.join(rootDir, 'package.json'))),
  ];
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) throw new SetupError(`Lockfile: ${problems.length} problems.`);
  console.log('The lockfile names no host, and every version is exact.');
});
