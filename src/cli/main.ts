import { setFlagsFromString } from 'node:v8'
import { ExitCode, PgwrightError } from '../base/index.ts'
import { commands } from './commands.gen.ts'
import { tellHolders } from './interrupts.ts'
import { buildProgram, isUsageMistake } from './program.ts'
import { type ColorChoice, type Io, openTerminal } from './terminal.ts'

// PostgreSQL's parser is WebAssembly. V8 would soon optimize its largest function in the background: up to a second and 500 MB
// that ten thousand statements do not bring in again, and a process that has nothing left to do waits for the end of it.
// The last two follow from the first one only where that is set before V8 begins.
for (const flag of ['--liftoff-only', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering'])
  setFlagsFromString(flag)

// node-postgres asks by this whether it runs on Cloudflare; where it is missing, in Node 20, it asks by a way that loads all of
// fetch, which takes as long as connecting.
if (!('navigator' in globalThis))
  Object.assign(globalThis, { navigator: { userAgent: `Node.js/${process.versions.node}` } })

/** Runs one command line; the only place that ends the process. */
async function main(argv: string[]): Promise<void> {
  const io = openTerminal(readColor(argv))
  endWhenInterrupted(io)
  endWhenReaderLeft()
  try {
    process.exitCode = await runCommand(argv, io)
  } catch (error) {
    io.progress(undefined)
    process.exitCode = explainError(error, io)
  }
}

async function runCommand(argv: string[], io: Io): Promise<ExitCode> {
  const words = findWords(argv)
  const named = commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '))
  const definition = await named?.load()
  let exit: ExitCode = ExitCode.ok
  const program = buildProgram(commands, definition, io, async run => {
    exit = await run()
  })
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' })
  } catch (error) {
    if (!isUsageMistake(error)) throw error
    return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage
  }
  return exit
}

/** The words that are no options; `help review` names `review`. */
function findWords(argv: readonly string[]): string[] {
  return argv.filter(
    (word, index) => !word.startsWith('-') && word !== 'help' && argv[index - 1] !== '--color',
  )
}

/** Prints what went wrong and what to do; a stack only for what was never meant to be thrown. */
function explainError(error: unknown, io: Io): ExitCode {
  const { red, dim } = io.noteStyle
  if (error instanceof PgwrightError) {
    io.note(`${red('error')}: ${error.message}`)
    if (error.hint !== undefined) io.note(`${dim('hint')}: ${error.hint}`)
    return error.exit
  }
  io.note(`${red('bug')}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  io.note(`${dim('hint')}: this should not happen; please report it with the lines above`)
  return ExitCode.usage
}

/** Servers end by themselves with this process (`engine/supervisor`), so leaving at once loses nothing. */
function endWhenInterrupted(io: Io): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      io.progress(undefined)
      if (tellHolders())
        return io.note('interrupted: ending where nothing is left half done; once more to end at once')
      io.note('interrupted')
      process.exit(ExitCode.interrupted)
    })
  }
}

/** `pgwright … | head` is no failure: the reader has all it wanted. */
function endWhenReaderLeft(): void {
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(process.exitCode ?? ExitCode.ok)
    throw error
  })
}

function readColor(argv: string[]): ColorChoice {
  const index = argv.findIndex(word => word === '--color' || word.startsWith('--color='))
  const choice = argv[index]?.split('=')[1] ?? argv[index + 1]
  return index >= 0 && (choice === 'always' || choice === 'never') ? choice : 'auto'
}

await main(process.argv.slice(2))
