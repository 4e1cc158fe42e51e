/** A Markdown table; a column whose title ends with `#` is aligned to the right, without the mark. */
export function renderTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const rules = titles.map(title => (title.endsWith('#') ? '---:' : '---'))
  const head = titles.map(title => title.replace(/ ?#$/, ''))
  return [head, rules, ...rows].map(cells => `| ${cells.map(escapeCell).join(' | ')} |`).join('\n')
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

/** `0.84 s`, and `640 ms` below half a second. */
export function seconds(ms: number): string {
  return ms < 500 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 9950 ? 2 : 1)} s`
}

export function ratio(a: number, b: number): string {
  return `${(a / b).toFixed(2)} ×`
}
