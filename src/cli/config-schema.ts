import { z } from 'zod'
import { placeholderTypes } from '../history/index.ts'

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

const checks = z.record(z.string(), z.enum(['off', 'error', 'warning', 'info']))
const tables = z.array(z.string())

const lint = z.strictObject({
  checks: checks.optional().describe('the severity of a check, or `off`; of `pgwright review` too'),
  overrides: z
    .array(
      z.strictObject({
        files: z.array(z.string()).describe('globs, such as `db/legacy/**`'),
        checks: checks.describe('as `lint.checks`, for these files'),
      }),
    )
    .optional()
    .describe('other severities for some files; the last that matches counts'),
  lockableTables: tables
    .optional()
    .describe(
      'tables that may be locked at any time, such as `audit.*`: what is said of their locks is left out',
    ),
  smallTables: tables.optional().describe('small tables: what is said of their locks is for information'),
  largeTables: tables.optional().describe('tables that are large, whatever a database says of their rows'),
  smallBelowRows: z
    .int()
    .min(0)
    .optional()
    .describe('below so many rows in the database that is known a table is small (default: 10,000)'),
  catalog: z.string().optional().describe('what the database is before the change; as --catalog'),
  inTransaction: z
    .boolean()
    .optional()
    .describe('each plain file is run in one transaction; as --in-transaction'),
  postgres: z.int().min(14).max(18).optional().describe('the major version that will run it; as --postgres'),
  baseline: z.string().optional().describe('the findings that are accepted; as --baseline'),
})

const scalar = z.union([z.string(), z.number(), z.boolean()])

const placeholder = z.union([
  scalar,
  z.strictObject({
    type: z
      .enum(Object.keys(placeholderTypes) as (keyof typeof placeholderTypes)[])
      .optional()
      .describe('which values it may have, and how they are written where its mark does not say that'),
    value: scalar.optional().describe('its value, unless --placeholder gives another'),
    env: z.string().optional().describe('the environment variable that has its value'),
    isSecret: z.boolean().optional().describe('its value is shown and kept nowhere'),
  }),
])

const hook = z
  .array(
    z.union([
      z.string(),
      z.strictObject({
        command: z.array(z.string()).min(1).describe('a program and its arguments; no shell reads them'),
        cwd: z.string().optional().describe('the folder in which it is run (default: that of this file)'),
      }),
    ]),
  )
  .optional()

const hooks = z.strictObject({
  before: hook.describe('before a run that has something to do'),
  beforeEach: hook.describe('before each migration, SQL in its transaction'),
  afterEach: hook.describe('after each migration, SQL in its transaction'),
  after: hook.describe('after a run that did something'),
  failed: hook.describe('after a run that failed'),
})

const migrate = z.strictObject({
  dir: z.string().optional().describe('the folder of the migrations; as --dir (default: review.dir)'),
  layout: z.string().optional().describe('the layout of the folder; as --layout (default: review.layout)'),
  database: z.string().optional().describe('the database to migrate, by URL or name; as --database'),
  ledger: z.string().optional().describe('the table that remembers what is applied; as --ledger'),
  fromTable: z
    .string()
    .optional()
    .describe('the ledger of the folder’s own tool, where it is not called as usual; as --from-table'),
  alongside: z
    .boolean()
    .optional()
    .describe('what is applied is written in the ledger of the folder’s own tool too; as --alongside'),
  lockTimeoutMs: z
    .int()
    .min(1)
    .optional()
    .describe('how long a strong lock is waited for; as --lock-timeout'),
  hooks: hooks.optional().describe('what is run around migrations: files of SQL, and commands'),
  placeholders: z
    .record(z.string(), placeholder)
    .optional()
    .describe(
      'placeholders in the migrations, by name: a value, or an object with `type`, `value`, `env`, `isSecret`',
    ),
})

const drift = z.strictObject({
  expected: z.string().optional().describe('what databases should be; as --expected'),
  actual: z.array(z.string()).optional().describe('the databases that should be so; as --actual'),
  ignore: z
    .array(
      z.strictObject({
        object: z.string().describe('kind and name, `*` for anything: `table partman.*`'),
        attribute: z.string().optional().describe('only this attribute, such as `owner` or `reloptions`'),
        reason: z.string().min(1).describe('why it may differ'),
        until: z.iso
          .date('must be a date such as 2027-01-31')
          .optional()
          .describe('the last day on which it may, such as `2027-01-31`'),
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
  lint: lint.optional().describe('what `pgwright lint` and `pgwright review` are to find'),
  migrate: migrate.optional().describe('what `pgwright migrate` runs, and where'),
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
  lint: Object.keys(lint.shape),
  migrate: Object.keys(migrate.shape),
  'migrate.hooks': Object.keys(hooks.shape),
  drift: Object.keys(drift.shape),
  dictionary: Object.keys(dictionary.shape),
}
