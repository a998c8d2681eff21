// Where things are, as absolute paths. Nothing here looks whether they exist.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const rootDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const distDir = path.join(rootDir, 'dist');
/** What dist/ was made from; inside it, so that emptying dist/ forgets it. */
export const madeFromFile = path.join(distDir, '.made-from');
export const cliFile = path.join(distDir, 'host', 'cli.js');
export const webFile = path.join(distDir, 'host', 'web', 'main.js');
export const startOptionsFile = path.join(distDir, 'host', 'web', 'start-options.js');
/** What runs inside Electron, in versions that have a desktop shell. */
export const electronFile = path.join(distDir, 'electron', 'main.js');

/** What set-up remembers. It lies in node_modules, so that removing that folder forgets all of it. */
export const cacheDir = path.join(rootDir, 'node_modules', '.cache', 'loopscope');

/** @param {string} file */
export const fileUrl = (file) => pathToFileURL(file).href;
