/** How soon an alarm wants an answer (IEC 62682): from consequence and time to respond, see rationalisation. */
export const priorities = ['high', 'medium', 'low'] as const;
export type Priority = (typeof priorities)[number];
