import { defineFormat } from '../format.ts'
import { layoutPicture } from '../layout.ts'
import { drawSvg } from './svg/drawing.ts'

export const svg = defineFormat({
  name: 'svg',
  summary: 'a picture for documents and browsers, light or dark as these are',
  endings: ['svg'],
  async render(picture) {
    return `${drawSvg(await layoutPicture(picture)).text}\n`
  },
})
