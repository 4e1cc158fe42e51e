import fc from 'fast-check'
import { expect, test } from 'vitest'
import { somePicture } from '../../test/diagram/pictures.ts'
import { type Layout, layoutPicture } from './layout.ts'

interface Area {
  left: number
  top: number
  right: number
  bottom: number
}

const pictures = somePicture(fc.stringMatching(/^[a-z_]{1,20}$/))

test('boxes and frames do not overlap, and everything is inside', async () => {
  await fc.assert(
    fc.asyncProperty(pictures, async picture => {
      const layout = await layoutPicture(picture)
      const boxes = areasOfBoxes(layout)
      const frames = layout.frames.map(({ x, y, width, height }) => areaOf(x, y, width, height))
      expect(layout.boxes.map(({ shape }) => shape.box.key).sort()).toEqual(
        picture.boxes.map(({ key }) => key).sort(),
      )
      expect(layout.routes.map(({ edge }) => edge.key).sort()).toEqual(
        picture.edges.map(({ key }) => key).sort(),
      )
      expect(findOverlap([...boxes.values()])).toBeUndefined()
      expect(findOverlap(frames)).toBeUndefined()
      const schemas = new Set(picture.boxes.map(({ schema }) => schema))
      expect(layout.frames.map(({ schema }) => schema).sort()).toEqual(
        schemas.size === 1 ? [] : [...schemas].sort(),
      )
      for (const { key, schema } of picture.boxes) {
        const index = layout.frames.findIndex(frame => frame.schema === schema)
        const whole = areaOf(0, 0, layout.width, layout.height)
        expect(isInside(boxes.get(key)!, frames[index] ?? whole)).toBe(true)
      }
    }),
    { numRuns: 20 },
  )
})

test('edges end on the border of their boxes, in the height of their rows, and go straight', async () => {
  await fc.assert(
    fc.asyncProperty(pictures, async picture => {
      const layout = await layoutPicture(picture)
      const boxes = areasOfBoxes(layout)
      for (const { edge, points } of layout.routes) {
        for (const [end, point] of [
          [edge.parent, points[0]!],
          [edge.child, points.at(-1)!],
        ] as const) {
          const { left, right, top, bottom } = boxes.get(end.box)!
          expect([left, right].some(x => Math.abs(x - point.x) < 0.5)).toBe(true)
          expect(point.y).toBeGreaterThanOrEqual(top)
          expect(point.y).toBeLessThanOrEqual(bottom)
        }
        for (const [i, point] of points.slice(1).entries()) {
          const isStraight = Math.abs(point.x - points[i]!.x) < 0.5 || Math.abs(point.y - points[i]!.y) < 0.5
          expect(isStraight).toBe(true)
        }
      }
    }),
    { numRuns: 20 },
  )
})

function areasOfBoxes({ boxes }: Layout): Map<string, Area> {
  return new Map(boxes.map(({ shape, x, y }) => [shape.box.key, areaOf(x, y, shape.width, shape.height)]))
}

function areaOf(x: number, y: number, width: number, height: number): Area {
  return { left: x, top: y, right: x + width, bottom: y + height }
}

function findOverlap(areas: readonly Area[]): [Area, Area] | undefined {
  for (const [i, a] of areas.entries()) {
    const other = areas
      .slice(i + 1)
      .find(b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
    if (other !== undefined) return [a, other]
  }
  return undefined
}

function isInside(area: Area, whole: Area): boolean {
  return (
    area.left >= whole.left &&
    area.right <= whole.right &&
    area.top >= whole.top &&
    area.bottom <= whole.bottom
  )
}
