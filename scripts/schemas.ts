import { z } from 'zod'
import { configSchema } from '../src/cli/config-schema.ts'
import { dictionarySchema } from '../src/dictionary/schema.ts'
import { baselineSchema, reportSchema } from '../src/findings/schema.ts'

/** The JSON Schemas that are published: file and text. */
export const publishedSchemas: { file: string; text: string }[] = [
  { file: 'schema/report.schema.json', text: renderSchema('pgwright report', reportSchema) },
  { file: 'schema/baseline.schema.json', text: renderSchema('pgwright baseline', baselineSchema) },
  { file: 'schema/dictionary.schema.json', text: renderSchema('pgwright dictionary', dictionarySchema) },
  { file: 'schema/config.schema.json', text: renderSchema('pgwright configuration', configSchema) },
]

function renderSchema(title: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' })
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`
}
