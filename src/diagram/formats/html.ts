import { defineFormat } from '../format.ts'
import { layoutPicture } from '../layout.ts'
import { drawPicturePage } from './html/page.ts'

export const html = defineFormat({
  name: 'html',
  summary: 'one page that can be moved, zoomed and searched; it loads nothing from anywhere',
  endings: ['html', 'htm'],
  async render(picture) {
    return drawPicturePage(await layoutPicture(picture))
  },
})
