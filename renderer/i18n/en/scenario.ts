export const scenario = {} as const;
