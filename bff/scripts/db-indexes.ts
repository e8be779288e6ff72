import { loadEnvFile, readSettings } from '../src/env'
import { rawIndexes } from '../src/database'
import { createDeps } from '../src/deps'
import { ensureIndexes } from '../src/platform/mongo-indexes'
import { runProgram } from '../src/process-end'
import { prepareDataDir } from '../src/secret-file'
import { openDatabase, secretsOf } from '../src/startup'

/** Creates the collections and indexes that are missing, and names those that nobody asks for any more. */
async function main(): Promise<void> {
  loadEnvFile()
  const settings = readSettings()
  await prepareDataDir(settings.dataDir)
  const secrets = await secretsOf(settings)
  const { connection, close } = await openDatabase(settings)
  try {
    // The models are registered by the repositories that the composition root makes.
    const deps = createDeps({ settings, connection, secrets, demo: false })
    const { created, unknown } = await ensureIndexes(deps.connection, rawIndexes)
    for (const name of created) console.log(`created ${name}`)
    for (const name of unknown) console.log(`not asked for by this release: ${name}`)
    console.log(`${created.length} created, ${unknown.length} not asked for`)
  } finally {
    await close()
  }
}

runProgram(main)
