import { defineFormat } from '../format.ts'
import { layoutPicture } from '../layout.ts'
import { drawSvg } from './svg/drawing.ts'

export const svg = defineFormat({
  name: 'svg',
  summary: 'a picture for documents and browsers, light or dark as these are',
  endings: ['svg'],
  async render(picture) {
    const { text } = drawSvg(await layoutPicture(picture))
    // XML has no place for these two, not even as references.
    return `${text.replace(/[\uFFFE\uFFFF]/g, '\uFFFD')}\n`
  },
})
