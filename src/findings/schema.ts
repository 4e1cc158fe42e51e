import { z } from 'zod'

/**
 * What programs read and write, for `schema/*.schema.json` and for checking a file: the one place that loads
 * zod, so import it only when it is needed. The tests hold these to the types of the same names.
 */

const location = z
  .strictObject({
    file: z.string(),
    line: z.int().min(1),
    column: z.int().min(1),
    endLine: z.int().min(1),
    endColumn: z.int().min(1).describe('Exclusive.'),
  })
  .meta({
    id: 'Location',
    description: 'A place in a file: lines and columns count from 1, columns in UTF-16 units.',
  })

const finding = z
  .strictObject({
    check: z.string().describe('The id of the check that found it.'),
    group: z.enum([
      'locking',
      'data-loss',
      'compatibility',
      'correctness',
      'security',
      'performance',
      'design',
      'style',
    ]),
    severity: z.enum(['info', 'warning', 'error']),
    knowledge: z
      .enum(['text', 'catalog', 'observed'])
      .describe('Where its facts come from: the text alone, a known catalog, or a run on a real server.'),
    message: z.string().describe('What is wrong, in one sentence.'),
    why: z.string().describe('What happens to the running system.'),
    location: location.optional(),
    object: z.string().optional().describe('The database object it is about, such as "table shop.orders".'),
    statement: z.string().optional().describe('The SQL it is about, as written.'),
    evidence: z.record(z.string(), z.unknown()).describe('What was seen; Bytes and Ms in names are units.'),
    remedy: z
      .strictObject({ title: z.string(), sql: z.string().optional(), steps: z.array(z.string()).optional() })
      .optional(),
    docs: z.string().describe('Path of the documentation page.'),
  })
  .meta({
    id: 'Finding',
    description: 'What is wrong, where, why it matters, the evidence, and what cures it.',
  })

export const reportSchema = z
  .strictObject({
    version: z.literal(1),
    command: z.string(),
    verdict: z.enum(['pass', 'warn', 'block']).optional(),
    findings: z.array(finding),
    facts: z.record(z.string(), z.unknown()).describe('What was seen; the shape belongs to the command.'),
    examined: z
      .record(z.string(), z.union([z.number(), z.string(), z.boolean()]))
      .describe('How much was examined, counts by name.'),
    notAssessed: z
      .array(z.strictObject({ what: z.string(), because: z.string(), location: location.optional() }))
      .describe('What should have been examined and could not be.'),
  })
  .describe('What every pgwright command that judges prints with --format json.')

export const baselineSchema = z
  .strictObject({
    version: z.literal(1),
    findings: z.array(
      z.strictObject({
        fingerprint: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits'),
        check: z.string(),
        file: z.string().optional(),
        object: z.string().optional(),
        message: z.string(),
        reason: z.string().optional().describe('Why it is accepted.'),
        owner: z.string().optional().describe('Who answers for it.'),
        expires: z.iso
          .date('must be a date such as 2027-01-31')
          .optional()
          .describe('The last day on which it is accepted.'),
      }),
    ),
  })
  .describe('Findings that are known and accepted, for --baseline.')
