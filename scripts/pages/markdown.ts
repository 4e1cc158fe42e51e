/** A file that `gen` writes. */
export interface Page {
  file: string
  text: string
}

/** The line that says where a page comes from. */
export function mark(source: string): string {
  return `<!-- Written by \`npm run gen\` from ${source}; do not edit. -->`
}

export function renderTable(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A text without the indentation that its place in the code gave it. */
export function dedent(text: string): string {
  const lines = text
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n')
  const indents = lines.filter(line => line.trim() !== '').map(line => line.search(/\S/))
  const indent = Math.min(...indents)
  return lines.map(line => line.slice(indent)).join('\n')
}
