// What a user's window remembers, wherever it is opened: kept by the host in its data folder, so that it survives
// another port and another browser. A field that cannot be read falls back to its default alone.
import { z } from 'zod';

export const SETTINGS_SCHEMA_VERSION = 1;

export const LANGUAGES = ['system', 'en', 'zh-CN'] as const;
export const THEMES = ['system', 'light', 'dark'] as const;
/** What the chart's rows are. */
export const GROUPINGS = ['both', 'request', 'resource'] as const;
export const REQUEST_ORDERS = ['arrival', 'latency', 'finish'] as const;

export type Grouping = (typeof GROUPINGS)[number];
export type RequestOrder = (typeof REQUEST_ORDERS)[number];

export const settingsSchema = z.object({
  schemaVersion: z.literal(SETTINGS_SCHEMA_VERSION),
  language: z.enum(LANGUAGES).catch('system'),
  theme: z.enum(THEMES).catch('system'),
  /** Whether single letters are shortcuts (WCAG 2.1.4: they can be switched off). */
  singleKeys: z.boolean().catch(true),
  /** Which panels are unfolded. */
  panels: z
    .object({ scenario: z.boolean(), details: z.boolean(), charts: z.boolean() })
    .catch({ scenario: true, details: true, charts: true }),
  grouping: z.enum(GROUPINGS).catch('both'),
  requestOrder: z.enum(REQUEST_ORDERS).catch('arrival'),
  /** Names of span kinds that the legend has switched off. */
  hiddenKinds: z.array(z.string().max(40)).max(40).catch([]),
});
export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({
  schemaVersion: SETTINGS_SCHEMA_VERSION,
});
