// Holds the documentation to what is there: files it links to or names, and npm scripts it tells people
// to run. It does not judge the words.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brokenReferences } from './lib/docs-references.mjs';
import { rootDir } from './lib/paths.mjs';
import { main, SetupError } from './lib/progress.mjs';
import { readJson } from './lib/read-json.mjs';

const REQUIRED = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'];
const NOT_OURS = ['.git', 'node_modules', 'dist', 'coverage', 'test-results', 'playwright-report'];

await main(async () => {
  const docsDir = path.join(rootDir, 'docs');
  const docs = existsSync(docsDir)
    ? readdirSync(docsDir).filter((name) => name.endsWith('.md'))
    : [];
  const manifest = /** @type {{ scripts: Record<string, string> }} */ (
    readJson(path.join(rootDir, 'package.json'))
  );
  const project = {
    scripts: Object.keys(manifest.scripts),
    topLevel: readdirSync(rootDir).filter((name) => !NOT_OURS.includes(name)),
    exists: (/** @type {string} */ file) => existsSync(path.join(rootDir, file)),
  };
  const problems = [...REQUIRED, ...docs.map((name) => `docs/${name}`)].flatMap((file) =>
    existsSync(path.join(rootDir, file))
      ? brokenReferences(file, readFileSync(path.join(rootDir, file), 'utf8'), project)
      : [`${file} is missing`],
  );
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) throw new SetupError(`Documentation: ${problems.length} broken.`);
  console.log('Every file and script that the documentation names is there.');
});
