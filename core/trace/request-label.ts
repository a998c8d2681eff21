// What a request is called, everywhere: in documents, in the window, and (for requests from outside) in their
// `x-request-id`. Measured requests count from 1 in their run; outside requests from 1 in their server's life.

/** Ids from here on are requests from outside; measured requests are numbered from 1 over all runs of a host. */
export const FIRST_OUTSIDE_ID = 0x4000_0000;
/** Ids of outside requests that one generation of the server may use. */
export const OUTSIDE_IDS_PER_GENERATION = 0x0100_0000;

/** Whether a request is a measured one; 0 is not recorded at all. */
export function isMeasured(id: number): boolean {
  return id > 0 && id < FIRST_OUTSIDE_ID;
}

/** `1`, `2`, … or `outside-1`; `outside-2.1` for the first one after the server was started again. */
export function requestLabel(id: number, firstRequestId: number): number | string {
  if (id < FIRST_OUTSIDE_ID) return id - firstRequestId + 1;
  const generation = Math.floor((id - FIRST_OUTSIDE_ID) / OUTSIDE_IDS_PER_GENERATION) + 1;
  const number = (id % OUTSIDE_IDS_PER_GENERATION) + 1;
  return generation === 1 ? `outside-${number}` : `outside-${generation}.${number}`;
}
