/** What many routes ask for in the same way. */
import { z } from 'zod';
import { Id } from '../shapes.ts';

export const ById = z.object({ id: Id });
export const ByUuid = z.object({ id: z.uuid() });
export const Version = z.object({ version: z.number().int().nonnegative() });
export const Nothing = z.object({});
export const Span = z.object({
  fromMs: z.coerce.number().int().nonnegative(),
  toMs: z.coerce.number().int().nonnegative(),
});
