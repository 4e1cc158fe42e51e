import type { Folder } from './folder.ts'

export interface FlywaySettings {
  mixed: boolean
  /** By name in lower case: Flyway does not tell `${Name}` from `${name}`. */
  placeholders: Map<string, string>
}

/** `flyway.conf` and `flyway.toml` beside the migrations or above, as far as they change what a migration says. */
export function readFlywaySettings(folder: Folder): FlywaySettings {
  const properties = [
    ...readProperties(folder.above('flyway.conf') ?? ''),
    ...readToml(folder.above('flyway.toml') ?? ''),
  ]
  const configured = properties.flatMap(([key, value]) => {
    const [, name] = /^flyway\.placeholders\.(.+)$/.exec(key) ?? []
    return name === undefined ? [] : [[name, value] as const]
  })
  const all = [...Object.entries(defaults), ...configured]
  return {
    mixed: properties.some(([key, value]) => key === 'flyway.mixed' && value === 'true'),
    placeholders: new Map(all.map(([name, value]) => [name.toLowerCase(), value])),
  }
}

/** What Flyway itself gives (documentation: "Default placeholders"), with the values of a rehearsal. */
const defaults = {
  'flyway:defaultSchema': 'public',
  'flyway:user': 'postgres',
  'flyway:database': 'postgres',
  'flyway:timestamp': '2000-01-01 00:00:00',
  'flyway:workingDirectory': '.',
  'flyway:table': 'flyway_schema_history',
  'flyway:environment': 'default',
}

export interface ScriptSettings {
  executeInTransaction?: boolean
  placeholderReplacement?: boolean
}

/** `<script>.sql.conf` (documentation: "Script configuration files"). */
export function readScriptSettings(folder: Folder, path: string): ScriptSettings {
  if (!folder.has(path)) return {}
  const properties = new Map(readProperties(folder.text(path)))
  const flag = (name: string) => (properties.has(name) ? properties.get(name) === 'true' : undefined)
  return {
    executeInTransaction: flag('executeInTransaction'),
    placeholderReplacement: flag('placeholderReplacement'),
  }
}

function readProperties(text: string): [string, string][] {
  return [...text.matchAll(/^[ \t]*([^#\s=]+)[ \t]*=[ \t]*(.*?)[ \t]*\r?$/gm)].map(([, key, value]) => [
    key!,
    value!,
  ])
}

/** Tables and `key = value` lines, which is all that the settings read here need of TOML. */
function readToml(text: string): [string, string][] {
  let table = ''
  return text.split('\n').flatMap((line): [string, string][] => {
    const [, header] = /^\s*\[([^[\]]+)\]/.exec(line) ?? []
    if (header !== undefined) table = `${header.trim()}.`
    const [, key, , quoted, bare] =
      /^\s*"?([\w:.-]+)"?\s*=\s*(["'])?(?:(?<=["'])(.*?)\2|([^\s#]+))/.exec(line) ?? []
    return key === undefined ? [] : [[`${table}${key}`, quoted ?? bare ?? '']]
  })
}
