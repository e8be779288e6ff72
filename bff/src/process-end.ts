import { startupErrorFrom } from './platform/mongo-errors'
import { StartupError } from './platform/startup-error'

/**
 * Runs a program. What the person who started it can mend is printed as its sentence; anything else with its
 * stack, because then it is a fault of ours. Either way the exit code is 1.
 */
export function runProgram(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    fail(error)
  })
}

function fail(error: unknown): never {
  const known = error instanceof StartupError ? error : startupErrorFrom(error)
  const text =
    known !== null ? known.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

/** For whoever starts Linli from another program: it ends with its starter. */
const WITH_PARENT = '--with-parent'

/**
 * Settings come from the environment alone: an option that was silently passed over would open another port, or another
 * database, than the person asked for. Throws {@link StartupError}.
 */
export function refuseOptions(args: readonly string[]): void {
  const unknown = args.filter((arg) => arg !== WITH_PARENT)
  if (unknown.length > 0)
    throw new StartupError(
      `不认识 ${unknown.join(' ')}：设置写在 .env 里，或写在命令前面，例如 PORT=4000 npm start。`,
    )
}

/**
 * Ends in order at SIGINT or SIGTERM; a second signal ends at once. `lost` rejecting is a fatal fault. Started with
 * `--with-parent` it also ends when standard input closes: whoever started it is gone, even by `kill -9`.
 */
export function endOnSignal(options: { end: () => Promise<void>; lost: Promise<never> }): void {
  let ending = false
  const end = () => {
    if (ending) process.exit(130)
    ending = true
    options.end().then(() => process.exit(0), fail)
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  if (process.argv.includes(WITH_PARENT)) {
    const alone = () => {
      if (!ending) end()
    }
    process.stdin.on('end', alone).on('error', alone).resume()
  }
  options.lost.catch(fail)
}
