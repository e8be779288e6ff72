import { rm } from 'node:fs/promises'
import { STREET } from './server'

/** After all tests: the street of this run is removed. */
export default async function removeStreet(): Promise<void> {
  const folder = process.env[STREET]
  if (folder !== undefined) await rm(folder, { recursive: true, force: true })
}
