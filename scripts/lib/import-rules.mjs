// What a run of dependency-cruiser means for us. The directions themselves are in .dependency-cruiser.cjs.

/**
 * @typedef {object} CruiseResult
 * @property {{ source: string, dependencies: { resolved: string, module: string }[] }[]} modules
 * @property {{ violations: { from: string, to: string, rule: { name: string } }[] }} summary
 */

/** Packages that one file alone may import, so that there is one place to configure them. */
const ONE_IMPORTER = ['tinypool'];

/** Modules of the program; the list also has packages, built files and Node's builtins (`fs/promises`). */
const OURS = /^(core|pipeline|workers|host|electron|renderer|bench|e2e)\//;
const TEST_FILE = /\.test(-support)?\.(ts|tsx|mjs)$/;

/**
 * @param {CruiseResult} result
 * @param {number} minimumModules
 */
export function judgeImports(result, minimumModules) {
  const modules = result.modules.filter((module) => OURS.test(module.source));
  const problems = result.summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`,
  );
  if (modules.length < minimumModules) {
    problems.push(`only ${modules.length} modules were seen, at least ${minimumModules} are there`);
  }
  for (const name of ONE_IMPORTER) {
    const importers = modules
      .filter((module) => !TEST_FILE.test(module.source))
      .filter((module) => module.dependencies.some((dependency) => dependency.module === name))
      .map((module) => module.source);
    if (importers.length > 1) {
      problems.push(`${name} is imported by more than one file: ${importers.join(', ')}`);
    }
  }
  return { moduleCount: modules.length, problems };
}
