import type { Conninfo } from './conninfo.ts'
import { type Keyword, keywordFacts, keywords } from './conninfo-keywords.ts'
import type { Setting, Settings } from './conninfo-settings.ts'
import { formatUri } from './conninfo-uri.ts'

/** A setting as it may be shown: a secret's value is `***`. */
export interface DescribedSetting extends Setting {
  keyword: Keyword
}

/** Every setting in libpq's order, fit to be printed. */
export function describeConninfo(conninfo: Conninfo): DescribedSetting[] {
  const { settings, attempts } = conninfo
  const password = settings.password ?? attempts.find(attempt => attempt.password !== undefined)?.password
  const shown: Settings = { ...settings, ...(password && { password }) }
  if (!settings.hostaddr) shown.host ??= { value: attempts[0]!.host, source: 'default' }
  return keywords.flatMap(keyword => {
    const setting = shown[keyword]
    if (setting === undefined) return []
    return [
      { keyword, value: keywordFacts[keyword].isSecret ? '***' : setting.value, source: setting.source },
    ]
  })
}

/** `postgresql://app@db.example:5432/shop`: whom, where and what, without a password. */
export function describeTarget(conninfo: Conninfo): string {
  const { settings, attempts } = conninfo
  return formatUri({
    user: settings.user!.value,
    host: attempts.map(attempt => attempt.host).join(','),
    port: attempts.map(attempt => attempt.port).join(','),
    dbname: settings.dbname!.value,
  })
}
