/** Opens the page that the address names, and searches. Without it all pages are there, one after the other. */
export const script = `
const main = document.querySelector('main')
const field = document.querySelector('input')
const found = document.getElementById('found')
const objects = document.getElementById('objects')
const siteTitle = document.title
const mostFound = 60

function open(id, part) {
  const article = document.getElementById(id)?.closest('article') ?? main.firstElementChild
  for (const page of main.querySelectorAll('.page')) page.remove()
  const page = document.createElement('div')
  page.className = 'page'
  page.innerHTML = article.firstElementChild.textContent
  article.append(page)
  document.title = article === main.firstElementChild ? siteTitle
    : page.querySelector('h1').textContent + ' · ' + siteTitle
  markPlace(article.id)
  const row = part && [...page.querySelectorAll('tr')].find(it => it.cells[0].firstChild?.textContent === part)
  row?.classList.add('hit')
  if (row) row.scrollIntoView({ block: 'center' })
  else scrollTo(0, 0)
}

function openAll() {
  for (const page of main.querySelectorAll('.page')) page.remove()
  for (const article of main.children) {
    const page = document.createElement('div')
    page.className = 'page'
    page.innerHTML = article.firstElementChild.textContent
    article.append(page)
  }
}

function markPlace(id) {
  objects.querySelector('[aria-current]')?.removeAttribute('aria-current')
  const link = objects.querySelector('a[href="#' + CSS.escape(id) + '"]')
  if (!link) return
  link.setAttribute('aria-current', 'page')
  link.closest('details').open = true
  link.scrollIntoView({ block: 'nearest' })
}

function follow() {
  const [id, part] = location.hash.slice(1).split('/').map(decodeURIComponent)
  if (id === 'all') openAll()
  else open(id, part)
}

let lines
/** Every object and each of its rows as one line, made when somebody searches for the first time. */
function readIndex() {
  const index = JSON.parse(document.getElementById('index').textContent)
  return index.flatMap(([id, kind, title, words, rows]) => [
    makeLine(title.split('.').at(-1), title, kind, words, id, 0),
    ...rows.map(([name, rest]) => makeLine(name, name, 'in ' + title, rest, id + '/' + encodeURIComponent(name), 1)),
  ])
}

function makeLine(name, title, place, words, target, depth) {
  const key = name.toLowerCase()
  return { key, title, place, words, target, depth, text: [title, place, words].join(' ').toLowerCase() }
}

/** Whole names first, then beginnings of names, parts of them, and what only says so; objects before their columns. */
function rank({ key, title, depth }, words) {
  const names = key + ' ' + title.toLowerCase()
  const worst = Math.max(...words.map(word =>
    key === word ? 0 : key.startsWith(word) ? 1 : names.includes(word) ? 2 : 4))
  return worst * 2 + depth
}

function search() {
  const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean)
  objects.hidden = words.length > 0
  found.hidden = words.length === 0
  if (words.length === 0) return found.replaceChildren()
  lines ??= readIndex()
  const ranked = lines.filter(({ text }) => words.every(word => text.includes(word)))
    .map(line => ({ line, rank: rank(line, words) }))
    .sort((a, b) => a.rank - b.rank)
  found.replaceChildren(...ranked.slice(0, mostFound).map(({ line }) => drawFound(line)))
  if (ranked.length > mostFound || ranked.length === 0) {
    const rest = document.createElement('li')
    rest.className = 'rest'
    rest.textContent = ranked.length === 0 ? 'Nothing found' : ranked.length - mostFound + ' more'
    found.append(rest)
  }
  select(found.querySelector('a'))
}

function drawFound({ title, place, words, target }) {
  const link = document.createElement('a')
  link.href = '#' + target
  link.setAttribute('role', 'option')
  for (const [name, text] of [['b', title], ['span', place], ['small', words]]) {
    const part = document.createElement(name)
    part.textContent = text
    if (text) link.append(part)
  }
  const item = document.createElement('li')
  item.setAttribute('role', 'presentation')
  item.append(link)
  return item
}

function select(link) {
  found.querySelector('[aria-selected]')?.removeAttribute('aria-selected')
  link?.setAttribute('aria-selected', 'true')
  link?.scrollIntoView({ block: 'nearest' })
}

function move(step) {
  const links = [...found.querySelectorAll('a')]
  const at = links.findIndex(link => link.ariaSelected === 'true')
  select(links[Math.min(Math.max(at + step, 0), links.length - 1)])
}

const keys = {
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  Enter: () => found.querySelector('[aria-selected]')?.click(),
  Escape: () => {
    field.value = ''
    search()
    field.blur()
  },
}

field.hidden = false
document.querySelector('.all').hidden = false
field.addEventListener('input', search)
field.addEventListener('keydown', event => {
  if (!(event.key in keys)) return
  event.preventDefault()
  keys[event.key]()
})
addEventListener('keydown', event => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target === field) return
  event.preventDefault()
  field.focus()
  field.select()
})
addEventListener('hashchange', follow)
follow()
`
