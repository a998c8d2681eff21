// The shown trace sorted into rows, and kept so while it grows: for each resource lane a track, for each request a chain of its
// spans from which a track is made when somebody looks. A batch costs what it changed, not what the trace holds.
//
//   span columns   0:r1 1:r2 2:r1 3:loop 4:r1 …
//   chain of r1    0 -> 2 -> 4          track of the loop   3 …
import { Lane, poolThreadOfLane } from '../trace/lane.ts';
import type { ShownTrace } from '../trace/shown-trace.ts';
import { SpanFlag, type SpanColumns } from '../trace/span-columns.ts';
import { RequestChains } from './request-chains.ts';
import { LANE_COUNT, liesOnRequest, shownKind, shownLane } from './shown-lane.ts';
import { Track } from './track.ts';

/** Tracks of requests that are kept at once: more than fit on any screen. */
const MOST_REQUEST_TRACKS = 2048;

interface RequestTrack {
  readonly track: Track;
  readonly version: number;
}

const NO_TRACK = new Track();

export class TraceTracks {
  /** Grows with every change of any track. */
  version = 0;
  /** Earliest start of anything but probes and the runtime's blocks; Infinity: there is nothing. */
  firstMs = Infinity;
  /** Latest start or end of anything but those. */
  lastMs = 0;
  /** Rows of such spans that still go on. */
  private readonly open = new Set<number>();
  private spans: SpanColumns | null = null;
  private feedRun = -1;
  private revision = -1;
  private indexed = 0;
  private lanes: (Track | undefined)[] = [];
  private chains = new RequestChains();
  /** Lane + 1 on which each row lies; 0: none. */
  private laneOfRow = new Uint8Array(1024);
  /** Start under which each row was put on its lane. */
  private startOfRow = new Float64Array(1024);
  private readonly requestTracks = new Map<number, RequestTrack>();

  /** Whether anything but probes and the runtime's blocks still goes on. */
  get busy(): boolean {
    return this.open.size > 0;
  }

  /** Takes what changed. Answers whether everything is new (another run). */
  update(trace: ShownTrace): boolean {
    const { spans } = trace;
    const another = spans !== this.spans || trace.feedRun !== this.feedRun;
    if (!another && trace.revision === this.revision) return false;
    const changed = another ? null : (trace.changedSince?.(this.revision) ?? null);
    if (changed === null || spans.length < this.indexed) this.reset();
    else for (const row of changed) if (row < this.indexed) this.reindex(spans, row);
    this.reserve(spans.length);
    for (let row = this.indexed; row < spans.length; row++) this.append(spans, row);
    this.indexed = spans.length;
    this.spans = spans;
    this.feedRun = trace.feedRun;
    this.revision = trace.revision;
    this.version++;
    return another;
  }

  /** Spans on a resource lane, sorted. */
  lane(lane: number): Track {
    const track = this.lanes[lane] ?? NO_TRACK;
    track.settle();
    return track;
  }

  /** Whether anything was ever on a lane. */
  hasLane(lane: number): boolean {
    return this.lanes[lane] !== undefined;
  }

  /** Greatest pool thread that did something; 0: none. */
  threadCount(): number {
    const greatest = this.lanes.length - 1;
    return greatest < 0 ? 0 : (poolThreadOfLane(greatest) ?? 0);
  }

  /** Spans of a request, sorted: its tiles, and what went on after. */
  request(id: number): Track {
    const { spans } = this;
    if (spans === null) return NO_TRACK;
    const version = this.chains.versionOf(id);
    const known = this.requestTracks.get(id);
    if (known !== undefined && known.version === version) return known.track;
    const track = new Track();
    this.chains.eachRow(id, (row) => {
      const flags = spans.flags[row]!;
      if ((flags & SpanFlag.Void) !== 0) return;
      track.add(row, spans.startMs[row]!, spans.endMs[row]!, shownKind(spans, row), flags);
    });
    track.settle();
    if (this.requestTracks.size >= MOST_REQUEST_TRACKS) this.requestTracks.clear();
    this.requestTracks.set(id, { track, version });
    return track;
  }

  private reset(): void {
    this.indexed = 0;
    this.firstMs = Infinity;
    this.lastMs = 0;
    this.open.clear();
    this.lanes = [];
    this.chains = new RequestChains();
    this.requestTracks.clear();
  }

  private append(spans: SpanColumns, row: number): void {
    this.laneOfRow[row] = 0;
    if (liesOnRequest(spans, row)) this.chains.add(spans.request[row]!, row);
    const lane = shownLane(spans, row);
    if (lane >= 0) this.putOnLane(spans, row, lane);
    this.noteExtent(spans, row);
  }

  private reindex(spans: SpanColumns, row: number): void {
    this.open.delete(row);
    const before = this.laneOfRow[row]! - 1;
    const lane = shownLane(spans, row);
    if (lane !== before) {
      if (before >= 0) this.lanes[before]!.remove(row, this.startOfRow[row]!);
      this.laneOfRow[row] = 0;
      if (lane >= 0) this.putOnLane(spans, row, lane);
    } else if (lane >= 0) {
      const startMs = spans.startMs[row]!;
      const track = this.lanes[lane]!;
      const kind = shownKind(spans, row);
      const flags = spans.flags[row]!;
      track.change(row, this.startOfRow[row]!, startMs, spans.endMs[row]!, kind, flags);
      this.startOfRow[row] = startMs;
    }
    if (liesOnRequest(spans, row)) this.chains.touch(spans.request[row]!);
    this.noteExtent(spans, row);
  }

  private putOnLane(spans: SpanColumns, row: number, lane: number): void {
    let track = this.lanes[lane];
    if (track === undefined) {
      track = new Track();
      while (this.lanes.length < lane) this.lanes.push(undefined);
      this.lanes[lane] = track;
    }
    const startMs = spans.startMs[row]!;
    track.add(row, startMs, spans.endMs[row]!, shownKind(spans, row), spans.flags[row]!);
    this.laneOfRow[row] = lane + 1;
    this.startOfRow[row] = startMs;
  }

  private noteExtent(spans: SpanColumns, row: number): void {
    // Probes and the runtime go on when nobody asks for anything: they are no reason to show more of the time.
    if ((spans.flags[row]! & (SpanFlag.Void | SpanFlag.Runtime)) !== 0) return;
    if (spans.lane[row] === Lane.HealthProbe) return;
    if (spans.startMs[row]! < this.firstMs) this.firstMs = spans.startMs[row]!;
    const endMs = spans.endMs[row]!;
    if (Number.isNaN(endMs)) this.open.add(row);
    const lastMs = Number.isNaN(endMs) ? spans.startMs[row]! : endMs;
    if (lastMs > this.lastMs) this.lastMs = lastMs;
  }

  private reserve(rows: number): void {
    if (rows <= this.laneOfRow.length) return;
    let capacity = this.laneOfRow.length;
    while (capacity < rows) capacity *= 2;
    const lanes = new Uint8Array(capacity);
    const starts = new Float64Array(capacity);
    lanes.set(this.laneOfRow);
    starts.set(this.startOfRow);
    this.laneOfRow = lanes;
    this.startOfRow = starts;
  }
}

// Lanes are noted in a byte, plus one.
if (LANE_COUNT > 254) throw new Error('lanes no longer fit into a byte');
