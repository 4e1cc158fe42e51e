import type { Catalog } from '../catalog/index.ts'
import { composeBox } from './boxes.ts'
import { type Choice, chooseBoxes } from './choice.ts'
import { readEdges } from './edges.ts'
import { compareModels, type Model, readModel } from './model.ts'
import type { Detail, Picture } from './picture.ts'

export interface PictureOptions extends Choice {
  title: string
  /** Which columns are shown; default: as many as can be read in a picture of that size. */
  columns?: Detail
}

/** The tables of a database, or the part of them that was chosen, with what ties them together. */
export function composePicture(catalog: Catalog, options: PictureOptions): Picture {
  return compose(readModel(catalog), options)
}

/** What must happen to `before` for it to be `after`, in a picture: what changes, and what that touches. */
export function comparePictures(before: Catalog, after: Catalog, options: PictureOptions): Picture {
  return compose(compareModels(before, after), options)
}

function compose(model: Model, { title, columns, ...choice }: PictureOptions): Picture {
  const all = readEdges(model)
  const keys = chooseBoxes(model, all, choice)
  const edges = all.filter(({ parent, child }) => keys.has(parent.box) && keys.has(child.box))
  const detail = columns ?? fitDetail(keys.size)
  return {
    title,
    boxes: [...keys].map(key => composeBox(model.tables.get(key)!, model, detail)),
    edges,
    detail,
    isComparison: model.isComparison,
  }
}

/** More rows than these nobody reads in one picture. */
function fitDetail(boxes: number): Detail {
  return boxes <= 150 ? 'all' : boxes <= 600 ? 'keys' : 'none'
}
