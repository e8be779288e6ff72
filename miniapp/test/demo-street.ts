import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { ownMongo, startDemoServer, STREET } from './server'

/**
 * Before all tests that start demo servers: fills the demo street once, so that each of them begins with a copy of its
 * folder. On a server of MongoDB (`MONGODB_URI`) each fills a database of its own.
 */
export default async function fillStreet(): Promise<void> {
  if (ownMongo() !== undefined) return
  const folder = await mkdtemp(path.join(os.tmpdir(), 'linli-street-'))
  const server = await startDemoServer({ LINLI_DATA_DIR: folder })
  await server.close()
  process.env[STREET] = folder
}
