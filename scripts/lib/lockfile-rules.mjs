// The rules for package-lock.json and package.json, as functions from their content to a list of problems.

const KINDS = /** @type {const} */ (['dependencies', 'devDependencies', 'optionalDependencies']);
const EXACT_VERSION = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** Where an address is only information for people. */
const MAY_NAME_HOSTS = new Set(['funding', 'deprecated']);

/**
 * @param {unknown} lockfile
 * @returns {string[]}
 */
export function lockfileProblems(lockfile) {
  /** @type {string[]} */
  const problems = [];
  visit(lockfile, '', problems);
  return problems;
}

/**
 * @param {unknown} value
 * @param {string} at
 * @param {string[]} problems
 */
function visit(value, at, problems) {
  if (typeof value === 'string') {
    if (/:\/\/|^git@|^(git|github):/.test(value))
      problems.push(`package-lock.json names a host at ${at}`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (!MAY_NAME_HOSTS.has(key)) visit(inner, `${at}/${key}`, problems);
    }
  }
}

/**
 * @param {unknown} manifest
 * @returns {string[]}
 */
export function versionProblems(manifest) {
  const lists = /** @type {Partial<Record<string, object>>} */ (manifest);
  return KINDS.flatMap((kind) =>
    Object.entries(lists[kind] ?? {})
      .filter(([, version]) => typeof version !== 'string' || !EXACT_VERSION.test(version))
      .map(([name, version]) => `package.json: ${name} is not pinned exactly (${String(version)})`),
  );
}
