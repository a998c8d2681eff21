// CPU time that the calling thread really got, so that a compute span can show waiting for a core.

/** CPU ns of this thread so far; NaN where the runtime cannot tell (Node before 22.19 and 23.9). */
export function threadCpuNs(): number {
  if (typeof process.threadCpuUsage !== 'function') return NaN;
  const { user, system } = process.threadCpuUsage();
  return (user + system) * 1000;
}
