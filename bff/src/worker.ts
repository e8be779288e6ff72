import { loadEnvFile, readSettings } from './env'
import { keepHeapLean } from './lean-heap'
import { StartupError } from './platform/startup-error'
import { endOnSignal, refuseOptions, runProgram } from './process-end'
import { openHouse } from './startup'

/** Only the outbox and the sweeps, for deployments whose BFF processes run with LINLI_WORKER=off. */
async function main(): Promise<void> {
  refuseOptions(process.argv.slice(2))
  keepHeapLean()
  loadEnvFile()
  const settings = readSettings()
  if (settings.mongodbUri === undefined)
    throw new StartupError('单独的后台进程要和网页服务共用数据库：请设置 MONGODB_URI。')
  const { deps, database } = await openHouse(settings)
  deps.outbox.start()
  await deps.jobs.start()
  deps.logger.info({ jobs: deps.jobs.names().length }, 'worker.started')
  endOnSignal({
    lost: database.lost,
    end: async () => {
      await deps.jobs.stop()
      await deps.outbox.stop()
      await database.close()
    },
  })
}

runProgram(main)
