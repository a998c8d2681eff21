export const shell = {
  close: 'Close',
  dismiss: 'Dismiss',
  messages: 'Messages',
} as const;
