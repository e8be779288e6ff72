import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { MongoClient } from 'mongodb'

/** Ends the embedded server that global-setup started, and removes its folder; of another server the databases of this run. */
export default async function stopDatabase(): Promise<void> {
  const started = Reflect.get(globalThis, 'linliTestDatabase') as
    { child: ChildProcess; dataDir: string } | undefined
  if (!started) return dropDatabases()
  const { child } = started
  // One that has died already says nothing more.
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  rmSync(started.dataDir, { recursive: true, force: true })
}

async function dropDatabases(): Promise<void> {
  const prefix = process.env.LINLI_TEST_PREFIX
  if (!process.env.MONGODB_URI || !prefix) return
  const client = await MongoClient.connect(process.env.MONGODB_URI)
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true })
  for (const { name } of databases) if (name.startsWith(prefix)) await client.db(name).dropDatabase()
  await client.close()
}
