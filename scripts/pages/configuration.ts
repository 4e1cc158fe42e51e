import { z } from 'zod'
import { configSchema } from '../../src/cli/config-schema.ts'
import { mark, type Page, renderTable } from './markdown.ts'

interface Property {
  description?: string
  type?: string
  enum?: string[]
  minimum?: number
  maximum?: number
  items?: Property
  properties?: Record<string, Property>
  additionalProperties?: Property
  anyOf?: Property[]
}

/** The keys of `pgwright.config.*`. */
export function renderConfigurationPage(): Page {
  const { properties = {} } = z.toJSONSchema(configSchema) as Property
  return {
    file: 'docs/reference/configuration.md',
    text: `${mark('src/cli/config-schema.ts')}
# Configuration

\`pgwright.config.ts\`, \`.mts\`, \`.js\`, \`.mjs\` or \`.json\`, or the key \`pgwright\` of \`package.json\`: the nearest one in the working
directory or above it, up to the root of the git repository, or the file that \`--config\` names. Paths in it are relative to
it. Flags win over it; a key that is not in this table is an error. Editors can check a JSON file against
\`schema/config.schema.json\`.

${renderTable(['key', 'value', 'meaning'], listKeys(properties))}

\`\`\`js
// pgwright.config.js
export default {
  databases: { production: 'postgresql://migrator@db.example/shop' },
  engine: { version: 16 },
  review: { dir: 'db/migrations', setup: ['db/platform.sql'] },
}
\`\`\`
`,
  }
}

function listKeys(properties: Record<string, Property>, prefix = ''): string[][] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const key = `${prefix}${name}`
    return property.properties === undefined
      ? [[`\`${key}\``, describeValue(property), property.description ?? '']]
      : listKeys(property.properties, `${key}.`)
  })
}

function describeValue({ type, enum: values, items, minimum, maximum, ...rest }: Property): string {
  const { additionalProperties } = rest
  if (values !== undefined) return values.map(value => `\`${value}\``).join(', ')
  if (type === 'array') return items?.type === undefined ? 'list' : `list of ${items.type}s`
  if (type === 'object') return `names with ${additionalProperties?.anyOf ? 'values' : 'strings'}`
  if (minimum === undefined) return type ?? ''
  return maximum === Number.MAX_SAFE_INTEGER ? `${minimum} or more` : `${minimum} to ${maximum}`
}
