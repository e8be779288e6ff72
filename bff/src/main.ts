import path from 'node:path'
import { createApp } from './app'
import { loadEnvFile, readSettings, type Settings } from './env'
import { listen, type ListeningServer } from './http/server'
import { notReady } from './http/not-ready'
import { keepHeapLean } from './lean-heap'
import { endOnSignal, refuseOptions, runProgram } from './process-end'
import { openHouse, type House } from './startup'
import { welcome } from './welcome'

/** How long running requests may take to finish after Ctrl-C or a stop from outside. */
const GRACE_MS = 20_000
/** From bff/src and from bff/dist alike. */
const PAGE_DIR = path.resolve(__dirname, '../../miniapp/dist/h5')

async function main(): Promise<void> {
  refuseOptions(process.argv.slice(2))
  keepHeapLean()
  loadEnvFile()
  const settings = readSettings()
  // The address is taken first: a port in use is said at once, not after the demo data is made.
  const server = await listen({ host: settings.host, port: settings.port, listener: notReady })
  try {
    await serve(settings, server)
  } catch (error) {
    await server.close(0)
    throw error
  }
}

async function serve(settings: Settings, server: ListeningServer): Promise<void> {
  const house = await openHouse(settings)
  let stopping = false
  const app = createApp(house.deps, { pageDir: PAGE_DIR, isStopping: () => stopping })
  const answer = app.callback()
  const { ids, logger } = house.deps
  server.setListener((request, response) => void answer(request, response), {
    nextId: () => ids.next('req'),
    tell: (line) => logger.info(line, 'http.broken'),
  })
  if (settings.worker) await startWork(house)
  const words = await welcome(house, server.port)
  endOnSignal({
    lost: house.database.lost,
    end: async () => {
      stopping = true
      await server.close(GRACE_MS)
      if (settings.worker) await stopWork(house)
      await house.database.close()
    },
  })
  // Last: whoever reads this may stop it at once, and must find it ready to end in order.
  process.stdout.write(words)
}

async function startWork({ deps }: House): Promise<void> {
  deps.outbox.start()
  await deps.jobs.start()
}

async function stopWork({ deps }: House): Promise<void> {
  await deps.jobs.stop()
  await deps.outbox.stop()
}

runProgram(main)
