// What this window looks at: which run, which part of it, what is selected. A window's own, never the host's, and gone
// with the window. Nothing in it changes per frame: the chart writes its visible range at most ten times a second.
import { create } from 'zustand';

/** `latest`: the active run, or the last one while nothing is active. */
export type Showing =
  | { readonly kind: 'latest' }
  | { readonly kind: 'run'; readonly number: number }
  | { readonly kind: 'outside' };

export interface MsRange {
  readonly startMs: number;
  readonly endMs: number;
}

/** What is selected in the shown trace: a span (by row) of a request, or a request as a whole. */
export type Selection =
  | { readonly kind: 'none' }
  | { readonly kind: 'span'; readonly row: number }
  | { readonly kind: 'request'; readonly requestId: number };

export interface ViewStore {
  readonly showing: Showing;
  readonly selection: Selection;
  /** Range dragged by the user; numbers and charts are of it. */
  readonly range: MsRange | null;
  /** What the chart shows now; written at most ten times a second. */
  readonly visible: MsRange | null;
  /** Whether the chart keeps the newest in view. */
  readonly following: boolean;
  readonly body: 'chart' | 'table';
  show(showing: Showing): void;
  /** Another run is shown: what was selected in the one before means nothing any more. */
  leaveRun(): void;
  select(selection: Selection): void;
  setRange(range: MsRange | null): void;
  setVisible(visible: MsRange | null): void;
  setFollowing(following: boolean): void;
  setBody(body: 'chart' | 'table'): void;
}

const NOTHING = { selection: { kind: 'none' }, range: null, visible: null } as const;

export const useView = create<ViewStore>()((set) => ({
  showing: { kind: 'latest' },
  ...NOTHING,
  following: true,
  body: 'chart',
  show: (showing) => set({ showing, ...NOTHING, following: true }),
  leaveRun: () => set({ ...NOTHING, following: true }),
  select: (selection) => set({ selection }),
  setRange: (range) => set({ range }),
  setVisible: (visible) => set({ visible }),
  setFollowing: (following) => set({ following }),
  setBody: (body) => set({ body }),
}));
