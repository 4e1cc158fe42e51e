import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Account } from './account.ts'

/**
 * Makes a run directory, and owns it and the server in it for as long as its standard input is open, whose other end
 * only our process holds: however we end, the kernel closes it. It runs one command per line and says how it went; at
 * the end of its input it stops the server at once and removes everything. It leads a process group of its own, in
 * which the postmaster is too: signalling group 0 needs no process ids, and a Ctrl-C at the terminal reaches neither.
 *
 * `alive` is a FIFO: while somebody holds it open for reading the run is in use, and the kernel knows (leftovers.ts). It
 * gets its name once it is open, so that nobody takes a newborn run for an abandoned one.
 * The server and the shell that waits for it must not hold it: they may outlive a supervisor that was killed.
 */
const script = `
trap '' HUP INT QUIT TERM PIPE
umask 077
run=$1 clone=$2 socket= server=
shift 2
exec 2>&1
answer() { echo "pgwright $*"; }
open() {
  mkdir "$run" && mkfifo "$run/fifo" && exec 3<>"$run/fifo" && mv "$run/fifo" "$run/alive" || return
  for folder; do
    mkdir "$folder" && { socket=$folder; ln -s "$folder" "$run/socket"; return; }
  done
  :
}
copy() { cp -R "$clone" "$1" "$2" 2>/dev/null || { rm -rf "$2"; cp -R "$1" "$2"; }; }
feed() { text=$1 into=$2; shift 2; printf '%s\\n' "$text" | "$@" >"$into"; }
start() {
  { exec 3<&-; "$@" >>"$run/log" 2>&1; status=$?; answer ended $status; exit $status; } &
  server=$!
}
stop() { kill -INT 0; wait "$server"; status=$?; server=; return $status; }
open "$@"
answer done $?
while read -r line; do
  eval "$line"
  answer done $?
done
if [ "$server" ]; then
  { sleep 10; kill -KILL 0; } 3<&- &
  kill -QUIT 0
  wait "$server"
  kill -KILL $!
fi
rm -rf "$run" \${socket:+"$socket"}
kill -KILL 0
`

const spoken = /^pgwright (done|ended) (\d+)$/
const killed = 137 // as a shell reports it

/** The shell that runs on our behalf, under the account of the server, and outlives us just long enough to clean up. */
export class Supervisor {
  /** Rejects with a CommandError when the run directory cannot be used. */
  readonly isReady: Promise<void>
  /** Resolves with the exit status when the server has ended, wanted or not. */
  serverEnd: Promise<number> = new Promise(() => {})
  #child: ChildProcessByStdio<Writable, Readable, null>
  #output: string[] = []
  #answer: (status: number) => void = () => {}
  #reportServerEnd: (status: number) => void = () => {}

  /** Starts the shell, which makes the run directory and the first of the socket folders that it can, if any. */
  constructor(runDir: string, socketDirs: string[], account: Account | undefined) {
    const cloneFlag = process.platform === 'darwin' ? '-c' : '--reflink=auto'
    const child = spawn('/bin/sh', ['-c', script, 'pgwright', runDir, cloneFlag, ...socketDirs], {
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
      cwd: '/',
      // Nothing of the user's environment (PGOPTIONS, PGDATA, LC_ALL, TZ) may change what a server does.
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
      ...(account && { uid: account.uid, gid: account.gid }),
    })
    this.#child = child
    createInterface({ input: child.stdout }).on('line', line => this.#hear(line))
    // A supervisor that was killed answers nothing more.
    for (const source of [child, child.stdin]) source.on('error', () => this.#answer(killed))
    child.on('exit', () => this.#answer(killed))
    // A program that forgets to stop its cluster must be able to end.
    child.unref()
    for (const stream of [child.stdin, child.stdout]) (stream as unknown as Socket).unref()
    this.isReady = this.#hearAnswer('mkdir')
  }

  /**
   * Runs a program, or `copy <from> <to>`, which shares the blocks of files where the file system can, or
   * `feed <text> <file> <program>…`, whose input is the text and whose output is the file. Nothing may contain a newline.
   */
  async run(...command: string[]): Promise<void> {
    const answer = this.#hearAnswer(command[0]!)
    this.#child.stdin.write(`${command.map(quote).join(' ')}\n`)
    await answer
  }

  async startServer(...command: string[]): Promise<void> {
    this.serverEnd = new Promise(resolve => {
      this.#reportServerEnd = resolve
    })
    await this.run('start', ...command)
  }

  /** Stops the server cleanly; its data directory can be copied afterwards. */
  async stopServer(): Promise<void> {
    await this.run('stop')
  }

  /** Stops the server at once and removes the run directory; false when it was killed before it could. */
  async end(): Promise<boolean> {
    if (this.#hasExited()) return false
    this.#child.ref()
    const exit = once(this.#child, 'exit')
    this.#child.stdin.end()
    await exit
    return true
  }

  /** Does what `end` does, without waiting: the shell goes on by itself, whatever becomes of this process. */
  release(): void {
    this.#child.stdin.end()
  }

  async #hearAnswer(what: string): Promise<void> {
    this.#output = []
    const stdout = this.#child.stdout as Socket
    stdout.ref()
    const status = await new Promise<number>(resolve => {
      this.#answer = resolve
      if (this.#hasExited()) resolve(killed)
    })
    stdout.unref()
    if (status !== 0) throw new CommandError(what, status, this.#output.join('\n'))
  }

  #hear(line: string): void {
    const [, word, status] = spoken.exec(line) ?? []
    if (word === 'done') this.#answer(Number(status))
    else if (word === 'ended') this.#reportServerEnd(Number(status))
    else this.#output.push(line)
  }

  #hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }
}

/** A command of the supervisor failed; failures.ts says what that means. */
export class CommandError extends Error {
  readonly command: string
  readonly status: number
  readonly output: string

  constructor(command: string, status: number, output: string) {
    super(`${command} ended with status ${status}: ${output}`)
    this.command = command
    this.status = status
    this.output = output
  }
}

function quote(argument: string): string {
  return `'${argument.replaceAll("'", `'\\''`)}'`
}
