import { duplexContract } from './duplex-contract.test-support.ts';
import { memoryPair } from './memory-pair.ts';

duplexContract('a pair in memory', async () => {
  const [left, right] = memoryPair();
  return { left, right, dispose: () => undefined };
});
