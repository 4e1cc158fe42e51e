/**
 * Makes a checkout ready: installs the packages and, with `--build`, builds, each only when it is missing or old.
 * Plain Node without dependencies, because it runs before anything is installed. Several at once take turns.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const inRoot = path => join(root, path)
const lockFile = inRoot('.setup.lock')
const stampFile = inRoot('dist/.stamp')

const steps = [
  { isNeeded: isInstallNeeded, run: install },
  { isNeeded: () => process.argv.includes('--build') && readText(stampFile) !== hashSources(), run: build },
]

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  fail(
    `pgwright needs Node 20.19 or newer, this is ${process.versions.node}`,
    'Install it from https://nodejs.org.',
    2,
  )
}

if (steps.some(step => step.isNeeded())) {
  await takeLock()
  for (const step of steps) if (step.isNeeded()) await step.run()
}

/**
 * npm writes what it installed into `node_modules/.package-lock.json`, as its last act. Contents are compared, not
 * times: git gives every file the time of the checkout. Optional packages may be missing, for other platforms.
 */
function isInstallNeeded() {
  const installed = readJson(inRoot('node_modules/.package-lock.json'))?.packages
  if (installed === undefined) return true
  const wanted = readJson(inRoot('package-lock.json')).packages
  return Object.entries(wanted).some(([path, { version, integrity, optional, link }]) => {
    if (link || !path.startsWith('node_modules/')) return false
    const found = installed[path]
    return found === undefined ? !optional : found.version !== version || found.integrity !== integrity
  })
}

async function install() {
  say('installing packages with npm ci, once')
  // Development packages build and test, whatever NODE_ENV says; nothing that is needed has an install script.
  const args = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--loglevel=error',
    '--update-notifier=false',
  ]
  const status = /npm-cli\.c?js$/.test(process.env.npm_execpath ?? '')
    ? await run(process.execPath, [process.env.npm_execpath, ...args])
    : await run('npm', args, { shell: process.platform === 'win32' })
  if (status === 0) return
  fail('npm ci failed', 'npm says why above; when it is solved, run the same command again.', status)
}

async function build() {
  say('building dist')
  // Taken before, so that a file saved during the build is built the next time.
  const stamp = hashSources()
  rmSync(stampFile, { force: true })
  try {
    const tsdown = await import('tsdown')
    await tsdown.build({ cwd: root, logLevel: 'warn' })
  } catch (error) {
    fail(`the build failed: ${error.message}`, '`npm run build` tells more.', 1)
  }
  writeFileSync(stampFile, stamp)
}

/** What the build is made from. */
function hashSources() {
  const hash = createHash('sha256')
  const sources = readdirSync(inRoot('src'), { recursive: true })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(file => join('src', file))
  for (const file of [
    'package.json',
    'package-lock.json',
    'tsdown.config.ts',
    'tsconfig.json',
    ...sources.sort(),
  ]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(inRoot(file)))
      .update('\0')
  }
  return hash.digest('hex')
}

/** Waits until no other setup works on this checkout; a lock whose owners are dead counts for nothing. */
async function takeLock() {
  process.on('exit', () => {
    if (readOwners()?.[0] === process.pid) rmSync(lockFile)
  })
  for (let waits = 0; !tryLock(); waits++) {
    const owners = readOwners()
    if (owners?.every(owner => !isAlive(owner))) rmSync(lockFile, { force: true })
    else if (waits === 0) say(`waiting for another setup (process ${owners?.join(', ')})`)
    await sleep(200)
  }
}

/** The process that holds the lock, and npm, which may outlive it; undefined while they are being written. */
function readOwners() {
  return readText(lockFile)?.match(/\d+/g)?.map(Number)
}

function tryLock() {
  try {
    writeFileSync(lockFile, `${process.pid}`, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    return fail(`cannot write into ${root}: ${error.message}`, 'Use a checkout of your own.', 2)
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Runs a program with its output on standard error, since standard output belongs to what comes after setup. */
function run(program, args, options) {
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 2, 2], ...options })
  if (child.pid !== undefined) writeFileSync(lockFile, `${process.pid} ${child.pid}`)
  return new Promise(resolve => {
    child.on('error', error =>
      fail(`${program} cannot be started: ${error.message}`, 'npm comes with Node.', 2),
    )
    child.on('close', status => resolve(status ?? 1))
  })
}

function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function readJson(file) {
  const text = readText(file)
  return text === undefined ? undefined : JSON.parse(text)
}

function say(text) {
  process.stderr.write(`setup: ${text}\n`)
}

function fail(message, hint, status) {
  process.stderr.write(`error: ${message}\nhint: ${hint}\n`)
  process.exit(status)
}
