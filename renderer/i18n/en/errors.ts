export const errors = {
  busy: 'Not now: something else is going on.',
  invalid: 'Loopscope did not accept this.',
  gone: 'This is no longer kept.',
  full: 'There is no room for that.',
  unavailable: 'Loopscope cannot be reached now.',
  internal: 'Something went wrong in Loopscope.',
  fireBusy: 'Not fired: a run is active already.',
  quitBusy: 'Not ended: a run is active.',
  unknown: 'Something went wrong in this window.',
} as const;
