import { quoteIdentifier, quoteLiteral } from '../sql/index.ts'

/** Settings whose values are lists of names that are stored as they are quoted (`GUC_LIST_QUOTE` in guc_tables.c). */
const listsOfNames = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
])

/** `search_path=a, b` as `search_path TO a, b`. */
export function describeSettings(settings: readonly string[]): string[] {
  return settings.map(setting => {
    const end = setting.indexOf('=')
    const [name, value] = [setting.slice(0, end), setting.slice(end + 1)]
    const isList = listsOfNames.has(name.toLowerCase()) && value !== ''
    const items = isList ? splitNames(value).map(describeName) : [quoteLiteral(value).trim()]
    return `${name.split('.').map(quoteIdentifier).join('.')} TO ${items.join(', ')}`
  })
}

function splitNames(list: string): string[] {
  return list.match(/(?:"(?:[^"]|"")*"|[^",\s])+/g) ?? []
}

/** As a name it could be neither empty nor longer than other names. */
function describeName(name: string): string {
  const isLong = name === '""' || Buffer.byteLength(name) > 63
  return isLong ? quoteLiteral(name.slice(1, -1).replaceAll('""', '"')).trim() : name
}
