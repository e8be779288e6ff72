import type { Connection } from 'mongoose'
import { createDeps, type Deps } from '../src/deps'
import { loadEnvFile, readSettings, type Settings } from '../src/env'
import { prepareDataDir } from '../src/secret-file'
import { openDatabaseBeside, secretsOf } from '../src/startup'

/**
 * Runs an operator's command on the deployment's own settings, secrets and database, while Linli runs or not, and
 * closes the database whatever becomes of it.
 * @param refuse looks at the settings before anything is made; throws StartupError with the sentence to say
 */
export async function withDeps(
  work: (house: { readonly deps: Deps; readonly connection: Connection }) => Promise<void>,
  refuse: (settings: Settings) => Promise<void> | void = () => undefined,
): Promise<void> {
  loadEnvFile()
  const settings = readSettings()
  await refuse(settings)
  await prepareDataDir(settings.dataDir)
  const secrets = await secretsOf(settings)
  const { connection, close } = await openDatabaseBeside(settings)
  try {
    await work({ deps: createDeps({ settings, connection, secrets, demo: false }), connection })
  } finally {
    await close()
  }
}
