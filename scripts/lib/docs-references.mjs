// Finds what a Markdown text claims to exist (relative links, paths in backticks, npm scripts) and which of
// it does not. Pure: the caller says what exists.
import path from 'node:path';

/**
 * @typedef {object} Project
 * @property {readonly string[]} scripts names of npm scripts
 * @property {readonly string[]} topLevel names in the root of the repository
 * @property {(file: string) => boolean} exists path relative to the root
 */

/** npm's own commands that a text may tell people to run. */
const NPM_COMMANDS = [
  'ci',
  'install',
  'run',
  'exec',
  'audit',
  'outdated',
  'update',
  'view',
  'version',
];

/** With one of these endings a path is one of ours even if its first folder does not exist. */
const CODE_PATH = /\.(ts|tsx|mts|mjs|cjs|md)$/;

/** @param {string} markdown */
export function extractReferences(markdown) {
  const prose = markdown.replaceAll(/^( *)(```|~~~)[\s\S]*?^ *\2 *$/gm, '');
  const withoutCode = prose.replaceAll(/`[^`\n]*`/g, '');
  return {
    links: [...withoutCode.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !/^([a-z][a-z+.-]*:|#)/i.test(target)),
    codes: [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => (match[1] ?? '').trim()),
    // In code only: prose may say "npm is" or "npm warns".
    npm: [...markdown.matchAll(/`[^`\n]+`|^(```|~~~)[\s\S]*?^\1/gm)].flatMap((code) =>
      [
        ...code[0].matchAll(
          /\bnpm((?:[ \t]+-[\w-]+)*)[ \t]+(run(?:-script)?[ \t]+)?((?:-[\w-]+[ \t]+)*)([a-z][\w:-]*)/g,
        ),
      ].map((match) => ({ isRun: match[2] !== undefined, name: match[4] ?? '' })),
    ),
  };
}

/**
 * Whether a piece of code in backticks names a file or folder of ours.
 * @param {string} code
 * @param {readonly string[]} topLevel
 */
export function looksLikeOurPath(code, topLevel) {
  if (!/^[\w.@][\w.@/-]*$/.test(code) || code.startsWith('@')) return false;
  if (!code.includes('/')) return topLevel.includes(code) && code.includes('.');
  const first = code.split('/')[0] ?? '';
  return topLevel.includes(first) || CODE_PATH.test(code);
}

/**
 * @param {string} file the text's own path
 * @param {string} markdown
 * @param {Project} project
 * @returns {string[]} one line for each thing that is not there
 */
export function brokenReferences(file, markdown, project) {
  const { links, codes, npm } = extractReferences(markdown);
  const folder = path.posix.dirname(file);
  const fromHere = (/** @type {string} */ target) =>
    path.posix.normalize(path.posix.join(folder, target));
  const deadLinks = links
    .map((link) => decodeURIComponent(link.replace(/[#?].*$/, '')))
    .filter((link) => !project.exists(fromHere(link)));
  const deadPaths = codes
    .filter((code) => looksLikeOurPath(code, project.topLevel))
    .filter((code) => !isBuilt(code) && !project.exists(code) && !project.exists(fromHere(code)));
  const deadScripts = npm
    .filter(({ isRun, name }) => {
      if (project.scripts.includes(name)) return false;
      return isRun || !NPM_COMMANDS.includes(name);
    })
    .map(({ isRun, name }) => `npm ${isRun ? 'run ' : ''}${name}`);
  return [
    ...deadLinks.map((link) => `${file}: the link to ${link} leads nowhere`),
    ...deadPaths.map((code) => `${file}: \`${code}\` does not exist`),
    ...deadScripts.map((script) => `${file}: "${script}" is not a script of package.json`),
  ];
}

/** @param {string} code */
function isBuilt(code) {
  return /^(dist|node_modules)\//.test(code);
}
