/** Moves, zooms and searches the picture. Without it the picture is there as a whole. */
export const script = `
const main = document.querySelector('main')
const svg = main.querySelector('svg')
const input = document.querySelector('input')
const output = document.querySelector('output')
const boxes = new Map([...svg.querySelectorAll('.erd-box')].map(box => [box.dataset.key, box]))
const edges = [...svg.querySelectorAll('.erd-edge')]
const whole = svg.viewBox.baseVal
const all = { x: whole.x, y: whole.y, width: whole.width, height: whole.height }
let view = { ...all }

function show(next) {
  view = next
  svg.setAttribute('viewBox', [view.x, view.y, view.width, view.height].join(' '))
}

/** Units of the picture to a pixel, and where a pixel is in it. */
function place(x, y) {
  const point = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse())
  return { x: point.x, y: point.y }
}

function zoom(factor, at) {
  const width = Math.min(Math.max(view.width / factor, 100), all.width * 4)
  const scale = width / view.width
  show({
    x: at.x - (at.x - view.x) * scale,
    y: at.y - (at.y - view.y) * scale,
    width,
    height: view.height * scale,
  })
}

const middle = () => ({ x: view.x + view.width / 2, y: view.y + view.height / 2 })

function move(dx, dy) {
  show({ ...view, x: view.x + dx, y: view.y + dy })
}

function choose(key) {
  const chosen = boxes.get(key)
  for (const element of [...boxes.values(), ...edges]) element.classList.remove('near', 'self')
  main.classList.toggle('chosen', chosen !== undefined)
  output.textContent = ''
  if (chosen === undefined) return
  const neighbours = new Set()
  for (const edge of edges) {
    const { parent, child } = edge.dataset
    if (parent !== key && child !== key) continue
    edge.classList.add('near')
    neighbours.add(parent === key ? child : parent)
  }
  for (const neighbour of neighbours) boxes.get(neighbour).classList.add('near')
  chosen.classList.add('near', 'self')
  neighbours.delete(key)
  output.textContent = neighbours.size + (neighbours.size === 1 ? ' neighbour' : ' neighbours')
}

function jump(key) {
  const { e, f } = boxes.get(key).transform.baseVal[0].matrix
  const { width, height } = boxes.get(key).getBBox()
  const ratio = main.clientHeight / main.clientWidth
  const wide = Math.min(Math.max(width * 4, 1200), all.width)
  show({ x: e + width / 2 - wide / 2, y: f + height / 2 - (wide * ratio) / 2, width: wide, height: wide * ratio })
  choose(key)
}

function find(text) {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return undefined
  const named = [...boxes].map(([key, box]) => [key, box.dataset.name.toLowerCase()])
  const match = test => named.find(([, name]) => test(name))?.[0]
  return (
    match(name => name === wanted || name.endsWith('.' + wanted)) ??
    match(name => name.split('.').some(part => part.startsWith(wanted))) ??
    match(name => name.includes(wanted))
  )
}

function search() {
  const key = find(input.value)
  if (key !== undefined) return jump(key)
  choose(undefined)
  if (input.value.trim() !== '') output.textContent = 'no such table'
}

input.addEventListener('change', search)
input.addEventListener('keydown', event => {
  if (event.key === 'Enter') search()
})

for (const button of document.querySelectorAll('[data-zoom]')) {
  button.addEventListener('click', () => {
    const factor = Number(button.dataset.zoom)
    if (factor > 0) return zoom(factor, middle())
    choose(undefined)
    show({ ...all })
  })
}

main.addEventListener('wheel', event => {
  event.preventDefault()
  zoom(Math.exp(-event.deltaY / 400), place(event.clientX, event.clientY))
}, { passive: false })

let grip
main.addEventListener('pointerdown', event => {
  grip = { at: place(event.clientX, event.clientY), x: event.clientX, y: event.clientY, target: event.target }
  main.setPointerCapture(event.pointerId)
})
main.addEventListener('pointermove', event => {
  if (grip === undefined) return
  const now = place(event.clientX, event.clientY)
  main.classList.add('moving')
  move(grip.at.x - now.x, grip.at.y - now.y)
})
main.addEventListener('pointerup', event => {
  const isClick = Math.hypot(event.clientX - grip.x, event.clientY - grip.y) < 4
  if (isClick) choose(grip.target.closest('.erd-box')?.dataset.key)
  main.classList.remove('moving')
  grip = undefined
})

const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') choose(undefined)
  if (event.target === input) return
  const step = steps[event.key]
  if (step !== undefined) move(step[0] * view.width / 10, step[1] * view.height / 10)
  if (event.key === '+') zoom(1.25, middle())
  if (event.key === '-') zoom(0.8, middle())
  if (event.key === '/') {
    event.preventDefault()
    input.focus()
  }
})
`
