/** Breaks a text at spaces into lines of at most `width` characters; a longer word keeps a line to itself. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap(paragraph => {
    const lines: string[] = []
    let line = ''
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + 1 + word.length > width) {
        lines.push(line)
        line = word
      } else {
        line = line === '' ? word : `${line} ${word}`
      }
    }
    return [...lines, line]
  })
}

export function indent(lines: readonly string[], columns: number): string[] {
  return lines.map(line => (line === '' ? '' : ' '.repeat(columns) + line))
}

/** Texts side by side, each in a column; words that are longer are broken, or the columns would slip. */
export function layRow(
  cells: readonly { text: string; width: number; isRight?: boolean; paint?: Paint }[],
): string[] {
  const columns = cells.map(cell => wrap(cell.text, cell.width).flatMap(line => breakLine(line, cell.width)))
  const height = Math.max(1, ...columns.map(lines => lines.length))
  return Array.from({ length: height }, (_, row) => {
    const line = cells.map(({ width, isRight, paint = same }, i) => {
      const text = columns[i]![row] ?? ''
      const space = ' '.repeat(Math.max(0, width - text.length))
      const painted = text === '' ? '' : paint(text)
      if (isRight) return space + painted
      return i === cells.length - 1 ? painted : painted + space
    })
    return line.join('  ').trimEnd()
  })
}

function breakLine(line: string, width: number): string[] {
  if (line.length <= width || width === 0) return [line]
  return [line.slice(0, width), ...breakLine(line.slice(width), width)]
}

/** Widths of columns that fit together: the widest gives way first, none becomes narrower than `least`. */
export function fitColumns(natural: readonly number[], width: number, least = 8): number[] {
  const widths = [...natural]
  const spaces = 2 * (widths.length - 1)
  let excess = widths.reduce((sum, each) => sum + each, spaces) - width
  while (excess > 0) {
    const widest = Math.max(...widths)
    if (widest <= least) break
    widths[widths.lastIndexOf(widest)] = widest - 1
    excess--
  }
  return widths
}

type Paint = (text: string) => string
const same: Paint = text => text
