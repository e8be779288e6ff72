import { parseArgs } from 'node:util'
import { startEmbeddedMongo } from './index'

const USAGE = `embedded-mongo --data-dir DIR [--port N]

Starts a MongoDB-compatible server on 127.0.0.1. The first line of output is the URI.
  --data-dir DIR   folder of the data (made when missing)
  --port N         port; 0 or absent = any free one
  --with-parent    end when standard input closes
`

/** The command line. @returns the exit code when it ends by itself at once, undefined while the server runs */
export async function main(args: readonly string[]): Promise<number | undefined> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'data-dir': { type: 'string' },
      port: { type: 'string', default: '0' },
      'with-parent': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const port = Number(values.port)
  const dataDir = values['data-dir']
  if (values.help || dataDir === undefined || !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    process.stderr.write(USAGE)
    return values.help ? 0 : 2
  }
  const server = await startEmbeddedMongo({ dataDir, port })
  const end = (): void => void server.close().then(() => process.exit(0), fail)
  // Ctrl-C reaches the whole group; a parent still has answers to finish and closes the pipe when it is done.
  process.on('SIGINT', values['with-parent'] ? () => undefined : end)
  process.on('SIGTERM', end)
  if (values['with-parent']) process.stdin.on('end', end).on('error', end).resume()
  process.stdout.write(`${server.uri}\n`)
  return undefined
}

if (require.main === module) run(process.argv.slice(2))

/** Runs `main` and reports a failed start in one sentence. */
export function run(args: readonly string[]): void {
  main(args).then((code) => code !== undefined && process.exit(code), fail)
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
