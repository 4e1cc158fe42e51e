/** The names in a qualified one as PostgreSQL prints it, without quotes: `"Odd Names".orders` has two. */
export function splitIdentity(identity: string): string[] {
  return [...identity.matchAll(/"((?:[^"]|"")*)"|([^".]+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!,
  )
}

/** A name without its quotes. */
export function unquote(name: string): string {
  return splitIdentity(name).join('.')
}

/** The items of a list as the server prints it; commas in parentheses and in quotes separate nothing. */
export function splitList(sql: string): string[] {
  const items: string[] = []
  let [item, depth] = ['', 0]
  for (const [token] of sql.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[^'"]/gs)) {
    if (/^[([]$/.test(token)) depth++
    if (/^[)\]]$/.test(token)) depth--
    if (token === ',' && depth === 0) {
      items.push(item.trim())
      item = ''
    } else {
      item += token
    }
  }
  return item.trim() === '' ? items : [...items, item.trim()]
}

/** Sorts by schema and name, and by code units: the same everywhere, whatever the locale. */
export function compareNames(a: QualifiedName, b: QualifiedName): number {
  return compareText(a.schema, b.schema) || compareText(a.name, b.name)
}

interface QualifiedName {
  schema: string
  name: string
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
