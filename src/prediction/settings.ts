import { quoteIdentifier } from '../sql/index.ts'
import type { Model } from './model.ts'

/** Sets what the session has set, or takes it back where there is no value; with SET LOCAL until the transaction ends. */
export function changeSetting(
  { settings, formerSettings }: Model,
  name: string,
  value: string | undefined,
  isLocal = false,
): void {
  const key = name.toLowerCase()
  if (!isLocal) formerSettings.delete(key)
  else if (!formerSettings.has(key)) formerSettings.set(key, settings.get(key))
  if (value === undefined) settings.delete(key)
  else settings.set(key, value)
}

/** Ends what SET LOCAL said. */
export function restoreSettings(model: Model): void {
  for (const [name, value] of [...model.formerSettings]) changeSetting(model, name, value)
}

/** Values of one setting as `current_setting()` would give them; names of schemas are quoted where they need it. */
export function joinValues(name: string, values: readonly string[]): string {
  const isOfNames = /^(search_path|temp_tablespaces|datestyle)$/i.test(name)
  return values.map(value => (isOfNames && values.length > 0 ? quoteIdentifier(value) : value)).join(', ')
}
