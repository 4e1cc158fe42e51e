import { quoteIdentifier } from '../sql/index.ts'
import { literal } from './values.ts'

/** Settings whose values are lists of names that are stored as they are quoted (`GUC_LIST_QUOTE` in guc_tables.c). */
const listsOfNames = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
])

/** A name in quotes may be no identifier at all, but empty or longer than one. */
function listNames(value: string): string {
  return value.replace(/"((?:[^"]|"")*)"/g, (_, name: string) => literal(name.replaceAll('""', '"')))
}

/** `search_path=a, b` as `search_path TO a, b`. */
export function describeSettings(settings: readonly string[]): string[] {
  return settings.map(setting => {
    const end = setting.indexOf('=')
    const [name, value] = [setting.slice(0, end), setting.slice(end + 1)]
    const isList = listsOfNames.has(name.toLowerCase()) && value !== ''
    return `${name.split('.').map(quoteIdentifier).join('.')} TO ${isList ? listNames(value) : literal(value)}`
  })
}
