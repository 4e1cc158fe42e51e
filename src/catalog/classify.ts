/**
 * What a difference in a column of a system catalog means:
 * - `identity`: the object's name and place; another value is another object
 * - `meaning`, `setting`, `privilege`, `security`, `note`: the object itself, in shades (see `shades`)
 * - `secret`: the same, but only ever shown as a hash
 * - `cosmetic`: seen by people and by nothing else, such as the order of columns
 * - `derived`: follows from something else that is read
 * - `physical`: how and when it was stored, which differs between equal databases
 */
export type ColumnClass = Shade | 'identity' | 'cosmetic' | 'derived' | 'physical'
export type Shade = 'meaning' | 'setting' | 'privilege' | 'security' | 'note' | 'secret'

export interface ClassifiedColumn {
  class: ColumnClass
  /** What a report calls it; empty for what no report shows. */
  words: string
}

export interface ClassifiedCatalog {
  /** What kind of object its rows describe, or describe a part of. */
  kind: string
  columns: ReadonlyMap<string, ClassifiedColumn>
}

/** Reads a table of catalogs: a line `catalog kind of object`, then a line `column class words` for each column. */
export function classify(table: string): Map<string, ClassifiedCatalog> {
  const paragraphs = table.trim().split(/\n\s*\n/)
  return new Map(
    paragraphs.map(paragraph => {
      const [head, ...lines] = paragraph.split('\n').map(line => line.trim().split(/\s+/))
      const columns = lines.map(
        ([name, columnClass, ...words]) =>
          [name!, { class: columnClass as ColumnClass, words: words.join(' ') }] as const,
      )
      return [head![0]!, { kind: head!.slice(1).join(' '), columns: new Map(columns) }]
    }),
  )
}
