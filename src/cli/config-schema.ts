import { z } from 'zod'
import type { Config } from './config.ts'

/** Validates a configuration; loaded only when there is one. */
export const configSchema = z.strictObject({
  databases: z.record(z.string(), z.string()).optional(),
  engine: z.strictObject({ version: z.int().min(14).max(18).optional() }).optional(),
  review: z
    .strictObject({
      dir: z.string().optional(),
      layout: z.string().optional(),
      setup: z.array(z.string()).optional(),
      seeds: z.array(z.string()).optional(),
      baseline: z.string().optional(),
    })
    .optional(),
  failOn: z.enum(['error', 'warning', 'info', 'never']).optional(),
}) satisfies z.ZodType<Config>
