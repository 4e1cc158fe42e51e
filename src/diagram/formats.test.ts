import fc from 'fast-check'
import { expect, test } from 'vitest'
import { somePicture } from '../../test/diagram/pictures.ts'
import { hostileText } from '../../test/findings/hostile.ts'
import { checkNesting, readMarkup } from '../../test/findings/markup-reader.ts'
import { makeVisible } from '../findings/index.ts'
import type { Picture } from './picture.ts'
import { renderPicture } from './render.ts'

const pictures = somePicture(hostileText)
const voids = ['meta', 'input']

/** The names of tables that a document of markup shows. */
function titlesIn(document: string): string[] {
  const tokens = readMarkup(document)
  checkNesting(tokens, voids)
  return tokens.flatMap((token, i) => {
    if (token.kind !== 'open' || token.attributes.class !== 'erd-title') return []
    const next = tokens[i + 1]!
    return next.kind === 'text' ? [next.text] : ['']
  })
}

function titlesOf({ boxes, title, isComparison }: Picture): string[] {
  const signs = { added: '+ ', altered: '~ ', removed: '− ' }
  const titles = boxes.map(({ name, change }) => (change === undefined ? '' : signs[change]) + name)
  return isComparison ? [title, ...titles] : titles
}

test.each(['svg', 'html'])('%s shows every table once, whatever its name', async format => {
  await fc.assert(
    fc.asyncProperty(pictures, async picture => {
      const titles = titlesIn(await renderPicture(picture, format))
      const expected = titlesOf(makeVisible(picture)).map(it =>
        format === 'svg' ? it.replace(/[\ufffe\uffff]/g, '\ufffd') : it,
      )
      expect(titles.sort()).toEqual(expected.sort())
    }),
    { numRuns: 12 },
  )
})

/** The lines of an erDiagram, as narrow as versions of Mermaid since 10 read them. */
const mermaidLines = {
  open: /^ {2}(\w+)\["(?:[^"%\\\r\n]+)"\] \{$/,
  column:
    /^ {4}[A-Za-z_\u00c0-\uffff][\w\-[\]()\u00c0-\uffff]* (?!(?:PK|FK|UK)\b)[A-Za-z_\u00c0-\uffff][\w\-[\]()\u00c0-\uffff]*(?: (?:PK|FK|UK)(?:, (?:PK|FK|UK))*)?(?: "[^"\r\n]*")?$/i,
  close: /^ {2}\}$/,
  comment: /^ {2}%% .*$/,
  edge: /^ {2}(\w+) (?:\|o|\|\|)(?:--|\.\.)(?:o\{|o\|) (\w+) : "[^"%\\\r\n]*"$/,
}

test('mermaid has every table once and nothing but lines that Mermaid reads', async () => {
  await fc.assert(
    fc.asyncProperty(pictures, async picture => {
      const [head, ...lines] = (await renderPicture(picture, 'mermaid')).trimEnd().split('\n')
      expect(head).toBe('erDiagram')
      const strange = lines.filter(line => !Object.values(mermaidLines).some(form => form.test(line)))
      expect(strange).toEqual([])
      const ids = lines.flatMap(line => mermaidLines.open.exec(line)?.[1] ?? [])
      expect(new Set(ids).size).toBe(picture.boxes.length)
      const edges = lines.flatMap(line => mermaidLines.edge.exec(line) ?? [])
      expect(edges.length / 3).toBe(picture.edges.length)
    }),
    { numRuns: 100 },
  )
})

/** What dot's own grammar has: quoted strings, labels of markup, and plain words and signs between. */
const dotTokens = /"(?:[^"\\]|\\[\s\S])*"|<<table[\s\S]*?<\/table>>|[^"<]+/g

test('dot has every table once and closes every string and label', async () => {
  await fc.assert(
    fc.asyncProperty(pictures, async picture => {
      const text = await renderPicture(picture, 'dot')
      const tokens = text.match(dotTokens) ?? []
      expect(tokens.join('')).toBe(text)
      const labels = tokens.filter(token => token.startsWith('<'))
      for (const label of labels) checkNesting(readMarkup(label.slice(1, -1)))
      expect(labels.length).toBe(picture.boxes.length)
    }),
    { numRuns: 100 },
  )
})

test('the same picture gives the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(pictures, async picture => {
      for (const format of ['svg', 'html', 'mermaid', 'dot']) {
        const again = await renderPicture(structuredClone(picture), format)
        expect(again).toBe(await renderPicture(picture, format))
      }
    }),
    { numRuns: 6 },
  )
})

test('a format that there is not is told with what was meant', async () => {
  await expect(
    renderPicture({ title: '', boxes: [], edges: [], detail: 'all', isComparison: false }, 'svgg'),
  ).rejects.toThrow('Did you mean "svg"?')
})
