// Which form of window `npm start` opens, and why. Electron is asked for only where it could be used at all, because
// getting it may take a minute.

/** @typedef {import('./electron.mjs').Finding} Finding */
/**
 * @typedef {{ phase: 'electron', path: string } | { phase: 'web', reason: string | null } | { phase: 'refused', line: string }} Form
 *   reason: why it is not Electron; null when nobody asked for that
 */

/**
 * @param {object} question
 * @param {'auto' | 'electron' | 'web'} question.wanted
 * @param {boolean} question.hasShell whether this version has what runs inside Electron
 * @param {NodeJS.Platform} question.platform
 * @param {NodeJS.ProcessEnv} question.env
 * @param {() => Promise<Finding>} question.obtain gets Electron, or says why not
 * @returns {Promise<Form>}
 */
export async function chooseForm({ wanted, hasShell, platform, env, obtain }) {
  if (wanted === 'web') return { phase: 'web', reason: null };
  if (!hasShell) return without(wanted, 'this version has no desktop window yet');
  const needsDisplay = platform === 'linux';
  if (needsDisplay && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return without(wanted, 'there is no display for a desktop window');
  }
  const finding = await obtain();
  if (finding.phase === 'found') return { phase: 'electron', path: finding.path };
  return without(wanted, `Electron is not here (${finding.reason})`);
}

/**
 * @param {'auto' | 'electron'} wanted
 * @param {string} reason
 * @returns {Form}
 */
function without(wanted, reason) {
  if (wanted === 'auto') return { phase: 'web', reason };
  return {
    phase: 'refused',
    line: `--host=electron is not possible: ${reason}. Leave it out, or use --host=web.`,
  };
}
