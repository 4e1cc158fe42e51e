import { z } from 'zod'

const engine = z.strictObject({
  version: z
    .int()
    .min(14)
    .max(18)
    .optional()
    .describe('the major version of PostgreSQL to rehearse on; as --server'),
})

const review = z.strictObject({
  dir: z.string().optional().describe('the folder of the migrations; as --dir'),
  layout: z.string().optional().describe('the layout of the folder, instead of finding out; as --layout'),
  setup: z.array(z.string()).optional().describe('SQL to run before the first migration; as --setup'),
  seeds: z.array(z.string()).optional().describe('SQL to run after the last applied migration; as --seed'),
  baseline: z.string().optional().describe('the findings that are accepted; as --baseline'),
})

const drift = z.strictObject({
  ignore: z
    .array(
      z.strictObject({
        object: z.string().describe('kind and name, `*` for anything: `table partman.*`'),
        attribute: z.string().optional().describe('only this attribute, such as `owner` or `reloptions`'),
        reason: z.string().min(1).describe('why it may differ'),
      }),
    )
    .optional()
    .describe('what may differ between databases that should be equal'),
})

const dictionary = z.strictObject({
  about: z
    .array(
      z.strictObject({
        object: z.string().describe('kind and name, `*` for anything: `table shop.*`'),
        owner: z.string().optional().describe('who answers for it; as `@owner` in a comment'),
        tags: z.array(z.string()).optional().describe('as `@tag` in a comment'),
        note: z.string().optional().describe('what its comment does not say'),
      }),
    )
    .optional()
    .describe('who answers for what, and what else there is to say; the last owner that matches wins'),
})

/** What a project says once instead of on every command line. Loaded only when there is a configuration. */
export const configSchema = z.strictObject({
  databases: z
    .record(z.string(), z.string())
    .optional()
    .describe('connection strings by name, for --database; leave passwords to .pgpass'),
  engine: engine.optional().describe('the disposable servers'),
  review: review.optional().describe('what `pgwright review` and `pgwright history` read'),
  drift: drift.optional().describe('what `pgwright diff` and `pgwright drift` leave out'),
  dictionary: dictionary
    .optional()
    .describe('what `pgwright dictionary` says of objects beside their comments'),
  failOn: z.enum(['error', 'warning', 'info', 'never']).optional().describe('as --fail-on'),
})

export type Config = z.infer<typeof configSchema>

/** The keys of each section, for guessing what a mistyped one was meant to be; the empty name is the top. */
export const configKeys: Record<string, string[]> = {
  '': Object.keys(configSchema.shape),
  engine: Object.keys(engine.shape),
  review: Object.keys(review.shape),
  drift: Object.keys(drift.shape),
  dictionary: Object.keys(dictionary.shape),
}
