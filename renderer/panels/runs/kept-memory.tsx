// How much memory the kept runs take, and what happens when it is full.
import { useTranslations } from 'use-intl';
import { useHost } from '../../state/host-store.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import styles from './runs-strip.module.css';

const BYTES_PER_MIB = 1024 * 1024;

export function KeptMemory() {
  const words = useTranslations('runs');
  const memory = useHost(({ state }) => state?.keptMemory);
  const count = useHost(({ state }) => state?.runs.length ?? 0);
  if (memory === undefined) return null;
  const usedMib = memory.bytes / BYTES_PER_MIB;
  const used = usedMib > 0 && usedMib < 0.05 ? '<0.1' : usedMib.toFixed(1);
  const limit = String(Math.round(memory.limitBytes / BYTES_PER_MIB));
  const { evicted } = memory;
  return (
    <Tooltip content={words('memoryHint', { limit, evicted })} side="top">
      <button type="button" className={styles.memory}>
        {words('memory', { count, used, limit, evicted })}
      </button>
    </Tooltip>
  );
}
