// Which rows a chart has and where they lie, top to bottom: resource lanes, then requests, in groups that fold. Places are
// computed, not stored, so that 200,000 requests cost no more than one. Requests are what one looks for: beside them a large pool
// is dense, a very large one is folded until somebody asks for it. CSS px from the top of the content.
//
//   [Resources ▾]     header
//   event loop
//   health probe
//   thread 1 …
//   [Requests ▾]
//   request 1 …
import type { Grouping } from '../contract/settings.ts';
import { Lane, poolLane } from '../trace/lane.ts';

export type ChartRow =
  | { readonly kind: 'lane'; readonly lane: number }
  /** `at`: row in the request columns. */
  | { readonly kind: 'request'; readonly at: number };

export const GROUP_IDS = ['resources', 'pool', 'requests'] as const;
export type GroupId = (typeof GROUP_IDS)[number];

export interface RowGroup {
  readonly id: GroupId;
  readonly folded: boolean;
  /** Rows it has, also while it is folded. */
  readonly count: number;
  /** Position of its first row among the rows that are shown. */
  readonly firstRow: number;
  readonly topPx: number;
  /** Of the rows that are shown, without the header. */
  readonly bodyPx: number;
  readonly rowPx: number;
}

export const HEADER_PX = 24;
const LANE_PX = 22;
/** The same in a low chart, where requests are to be seen as well. */
const LOW_LANE_PX = 18;
const LOW_CHART_PX = 400;
const REQUEST_PX = 20;
/** While there is much room. */
const ROOMY_REQUEST_PX = 24;
/** Share of the chart up to which few rows may grow. */
const ROOMY_SHARE = 0.8;
/** Many rows are looked at as a shape, not one by one. */
const DENSE_PX = 14;
const DENSE_FROM = 200;
/** With more threads, the pool is a group of its own. */
const THREADS_AMONG_RESOURCES = 8;
/** With more threads, that group begins folded where requests stand below it. */
const THREADS_UNFOLDED = 16;

export interface RowsInput {
  readonly grouping: Grouping;
  /** What the user chose; groups that are not in it are as they begin. */
  readonly folded: ReadonlyMap<GroupId, boolean>;
  /** Height of the chart in CSS px, where it is known. */
  readonly roomPx?: number;
  readonly threads: number;
  readonly hasLane: (lane: number) => boolean;
  /** Rows of the request columns, in order. */
  readonly requests: Int32Array;
}

export class ChartRows {
  readonly groups: readonly RowGroup[];
  readonly heightPx: number;
  readonly length: number;
  private readonly lanesOf: ReadonlyMap<GroupId, readonly number[]>;
  private readonly requests: Int32Array;
  private placeOfRequest: Int32Array | null = null;

  constructor(input: RowsInput) {
    this.requests = input.requests;
    this.lanesOf = lanesByGroup(input);
    const groups: RowGroup[] = [];
    let topPx = 0;
    let firstRow = 0;
    for (const id of GROUP_IDS) {
      const count = this.countOf(id, input.grouping);
      if (count === 0) continue;
      const folded = input.folded.get(id) ?? beginsFolded(id, count, input.grouping);
      const rowPx = id === 'requests' ? requestPx(count, topPx, input) : lanePx(id, input);
      const bodyPx = folded ? 0 : count * rowPx;
      groups.push({ id, folded, count, firstRow, topPx, bodyPx, rowPx });
      topPx += HEADER_PX + bodyPx;
      if (!folded) firstRow += count;
    }
    this.groups = groups;
    this.heightPx = topPx;
    this.length = firstRow;
  }

  /** Row under a place, or -1 (a header, or below all). */
  at(yPx: number): number {
    for (const group of this.groups) {
      const inPx = yPx - group.topPx - HEADER_PX;
      if (inPx >= 0 && inPx < group.bodyPx) return group.firstRow + Math.floor(inPx / group.rowPx);
    }
    return -1;
  }

  row(index: number): ChartRow {
    const group = this.groupOf(index);
    const n = index - group.firstRow;
    if (group.id === 'requests') return { kind: 'request', at: this.requests[n]! };
    return { kind: 'lane', lane: this.lanesOf.get(group.id)![n]! };
  }

  topPx(index: number): number {
    const group = this.groupOf(index);
    return group.topPx + HEADER_PX + (index - group.firstRow) * group.rowPx;
  }

  rowPx(index: number): number {
    return this.groupOf(index).rowPx;
  }

  /** Position of a lane, or -1 while it is not shown. */
  ofLane(lane: number): number {
    for (const { id, folded, firstRow } of this.groups) {
      const n = this.lanesOf.get(id)?.indexOf(lane) ?? -1;
      if (n >= 0) return folded ? -1 : firstRow + n;
    }
    return -1;
  }

  /** Position of a request by its row in the request columns, or -1 while it is not shown. */
  ofRequest(at: number): number {
    const group = this.groups.find(({ id }) => id === 'requests');
    if (group === undefined || group.folded) return -1;
    if (this.placeOfRequest === null) {
      this.placeOfRequest = new Int32Array(this.requests.length).fill(-1);
      for (const [n, row] of this.requests.entries()) this.placeOfRequest[row] = n;
    }
    const place = this.placeOfRequest[at] ?? -1;
    return place < 0 ? -1 : group.firstRow + place;
  }

  /** Rows that touch a stretch of the content, as first and one past the last. */
  within(fromPx: number, toPx: number): readonly [number, number] {
    let first = this.length;
    let after = 0;
    for (const { firstRow, topPx, bodyPx, rowPx } of this.groups) {
      const fromIn = Math.max(0, fromPx - topPx - HEADER_PX);
      const toIn = Math.min(bodyPx, toPx - topPx - HEADER_PX);
      if (fromIn >= toIn) continue;
      first = Math.min(first, firstRow + Math.floor(fromIn / rowPx));
      after = Math.max(after, firstRow + Math.ceil(toIn / rowPx));
    }
    return first < after ? [first, after] : [0, 0];
  }

  /** Lanes of a group, also while it is folded. */
  lanes(id: GroupId): readonly number[] {
    return this.lanesOf.get(id) ?? [];
  }

  private countOf(id: GroupId, grouping: Grouping): number {
    if (id === 'requests') return grouping === 'resource' ? 0 : this.requests.length;
    return grouping === 'request' ? 0 : this.lanesOf.get(id)!.length;
  }

  private groupOf(index: number): RowGroup {
    for (let n = this.groups.length - 1; n >= 0; n--) {
      const group = this.groups[n]!;
      if (!group.folded && index >= group.firstRow && index < group.firstRow + group.count)
        return group;
    }
    throw new RangeError(`chart row ${index} of ${this.length}`);
  }
}

function beginsFolded(id: GroupId, count: number, grouping: Grouping): boolean {
  return id === 'pool' && grouping === 'both' && count > THREADS_UNFOLDED;
}

function lanePx(id: GroupId, { grouping, roomPx = LOW_CHART_PX }: RowsInput): number {
  if (grouping !== 'both') return LANE_PX;
  if (id === 'pool') return DENSE_PX;
  return roomPx < LOW_CHART_PX ? LOW_LANE_PX : LANE_PX;
}

/** @param topPx of the group */
function requestPx(count: number, topPx: number, { roomPx = 0 }: RowsInput): number {
  if (count > DENSE_FROM) return DENSE_PX;
  const roomyPx = topPx + HEADER_PX + count * ROOMY_REQUEST_PX;
  return roomyPx <= roomPx * ROOMY_SHARE ? ROOMY_REQUEST_PX : REQUEST_PX;
}

function lanesByGroup({ threads, hasLane }: RowsInput): Map<GroupId, number[]> {
  const pool = Array.from({ length: threads }, (_, n) => poolLane(n + 1));
  const others = [Lane.Background, Lane.FeatureService, Lane.LoadGenerator].filter((lane) =>
    hasLane(lane),
  );
  const server: number[] = [Lane.EventLoop, Lane.HealthProbe];
  const apart = threads > THREADS_AMONG_RESOURCES;
  return new Map([
    ['resources', [...server, ...(apart ? [] : pool), ...others]],
    ['pool', apart ? pool : []],
  ]);
}
