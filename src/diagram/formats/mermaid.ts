import { defineFormat } from '../format.ts'
import { type Box, type Edge, type Picture, type Row, signs } from '../picture.ts'

export const mermaid = defineFormat({
  name: 'mermaid',
  summary: 'an erDiagram, which GitHub, GitLab and many wikis draw where it stands in a fenced block',
  endings: ['mmd', 'mermaid'],
  render(picture) {
    const ids = nameBoxes(picture)
    const boxes = picture.boxes.map(box => writeBox(box, ids.get(box.key)!))
    const edges = picture.edges.map(edge => writeEdge(edge, ids))
    return ['erDiagram', ...boxes, ...edges, ''].join('\n')
  },
})

/** Names of letters and digits alone, which every version of Mermaid reads; two never get the same. */
function nameBoxes({ boxes }: Picture): Map<string, string> {
  const taken = new Set<string>()
  return new Map(
    boxes.map(({ key, schema, name }) => {
      const plain = `${schema}_${name}`.replace(/\W/g, '_').replace(/^(?=\d)/, '_')
      let id = plain
      for (let i = 2; taken.has(id); i++) id = `${plain}_${i}`
      taken.add(id)
      return [key, id]
    }),
  )
}

function writeBox({ schema, name, change, rows, badges, notes }: Box, id: string): string {
  const title = [change && signs[change], `${schema}.${name}`].filter(Boolean).join(' ')
  const about = [...badges, ...notes.map(note => `${signs[note.change]} ${note.text}`)]
  return [
    `  ${id}["${quote(title)}"] {`,
    ...rows.map(row => `    ${writeRow(row)}`),
    '  }',
    ...about.map(text => `  %% ${name}: ${text}`.replace(/\s+/g, ' ').replace(/^ /, '  ')),
  ].join('\n')
}

function writeRow({ name, type, isNullable, marks, comment, change, changes }: Row): string {
  const [typeWord, nameWord] = [makeWord(type), makeWord(name)]
  const remarks = [
    change && `${signs[change]} ${change}`,
    nameWord === name ? '' : name,
    typeWord === type ? '' : type,
    isNullable ? 'null' : '',
    ...changes,
    comment,
  ]
  const text = remarks.filter(Boolean).join('; ')
  return [typeWord, nameWord, marks.join(', '), text && `"${flatten(text)}"`].filter(Boolean).join(' ')
}

function writeEdge(
  { parent, child, name, kind, isOptional, isMany, isIdentifying, change }: Edge,
  ids: Map<string, string>,
): string {
  const line = isIdentifying || kind === 'inheritance' ? '--' : '..'
  const ends = `${isOptional ? '|o' : '||'}${line}${isMany ? 'o{' : 'o|'}`
  const label = [change && signs[change], name].filter(Boolean).join(' ')
  return `  ${ids.get(parent.box)} ${ends} ${ids.get(child.box)} : "${quote(label)}"`
}

/** A type or a column as one word; `pk` alone would be read as the mark of a key. */
function makeWord(text: string): string {
  const word = text.replace(/[^\w[\]()\u00c0-\ud7ff]/g, '_')
  return /^(?![A-Za-z_\u00c0-\ud7ff])|^(?:pk|fk|uk)(?!\w)/i.test(word) ? `_${word}` : word
}

/** A text in quotes, which may hold neither these nor a few others; Mermaid writes them as it finds them by name. */
function quote(text: string): string {
  return separateDirections(text.replace(/\s/g, ' ')).replace(/["%\\#;<>&]/g, it => `#${it.charCodeAt(0)};`)
}

/** A comment of a column, where such names are not known. */
function flatten(text: string): string {
  return separateDirections(text.replace(/\s+/g, ' ')).replaceAll('"', "'").replaceAll('~', '-')
}

/** Mermaid takes a line in which this stands, wherever that is, for a statement. */
function separateDirections(text: string): string {
  return text.replace(/(direction)\s+(?=tb|bt|rl|lr)/gi, '$1_')
}
