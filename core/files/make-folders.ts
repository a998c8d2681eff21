// Makes a folder with its parents, one after another, with a file system that is handed in (core has none). Node's own
// `recursive: true` never returns where a file system refuses with ENOENT (seen with /proc on Node 24); a thread that hangs
// in it cannot even be terminated.

export interface Folders {
  exists(path: string): boolean;
  /** Makes one folder whose parent is there. @throws when it cannot */
  make(path: string): void;
  parentOf(path: string): string;
}

/** @throws what `make` threw, when a folder on the way cannot be made */
export function makeFolders(folders: Folders, path: string): void {
  if (folders.exists(path)) return;
  const parent = folders.parentOf(path);
  if (parent !== path) makeFolders(folders, parent);
  try {
    folders.make(path);
  } catch (error) {
    // Somebody else made it meanwhile.
    if (!folders.exists(path)) throw error;
  }
}
