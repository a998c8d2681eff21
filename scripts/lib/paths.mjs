// Where things are, as absolute paths. Nothing here looks whether they exist.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const rootDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const distDir = path.join(rootDir, 'dist');
export const cliFile = path.join(distDir, 'host', 'cli.js');

/** What set-up remembers. It lies in node_modules, so that removing that folder forgets all of it. */
export const cacheDir = path.join(rootDir, 'node_modules', '.cache', 'loopscope');

/** @param {string} file */
export const fileUrl = (file) => pathToFileURL(file).href;
