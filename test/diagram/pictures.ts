import fc from 'fast-check'
import type { Box, Change, Edge, Picture } from '../../src/diagram/index.ts'

const change = fc.option(fc.constantFrom<Change>('added', 'altered', 'removed'), { nil: undefined })

/** Pictures of up to ten tables in up to three schemas with whatever edges; `text` is for every name in them. */
export function somePicture(text: fc.Arbitrary<string>): fc.Arbitrary<Picture> {
  const row = fc.record({
    name: text,
    type: text,
    oldType: fc.option(text, { nil: undefined }),
    isNullable: fc.boolean(),
    marks: fc.subarray<'PK' | 'FK' | 'UK'>(['PK', 'FK', 'UK'], { maxLength: 2 }),
    comment: fc.option(text, { nil: undefined }),
    change,
    changes: fc.array(text, { maxLength: 2 }),
  })
  const box = fc.record({
    schema: fc.integer({ min: 0, max: 2 }),
    name: text,
    kind: fc.constantFrom<Box['kind']>('table', 'partitioned table', 'foreign table', 'view'),
    comment: fc.option(text, { nil: undefined }),
    rows: fc.uniqueArray(row, { maxLength: 5, selector: ({ name }) => name }),
    hiddenRows: fc.nat({ max: 2 }),
    badges: fc.array(text, { maxLength: 2 }),
    notes: fc.array(fc.record({ text, change: fc.constantFrom<Change>('added', 'altered', 'removed') }), {
      maxLength: 2,
    }),
    partitions: fc.array(text, { maxLength: 2 }),
    change,
  })
  const link = fc.record({
    kind: fc.constantFrom<Edge['kind']>('reference', 'reference', 'inheritance'),
    name: text,
    ends: fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()),
    isMany: fc.boolean(),
    isOptional: fc.boolean(),
    isIdentifying: fc.boolean(),
    words: text,
    change,
  })
  const schemas = fc.uniqueArray(text, { minLength: 3, maxLength: 3 })
  return fc
    .tuple(
      schemas,
      fc.array(box, { minLength: 1, maxLength: 10 }),
      fc.array(link, { maxLength: 12 }),
      fc.boolean(),
    )
    .map(([schemaNames, drafts, links, isComparison]) => {
      const boxes = drafts.map((draft, i) => ({
        ...draft,
        key: `table ${i}`,
        schema: schemaNames[draft.schema]!,
      }))
      const edges = links.map(({ ends: [a, b, c, d], ...edge }, i) => ({
        ...edge,
        key: `edge ${i}`,
        parent: endAt(boxes[a % boxes.length]!, c),
        child: endAt(boxes[b % boxes.length]!, d),
      }))
      return { title: 'some picture', boxes, edges, detail: 'all', isComparison }
    })
}

function endAt({ key, rows }: Box, row: number): Edge['parent'] {
  return { box: key, column: rows.length === 0 ? undefined : rows[row % rows.length]!.name }
}
