import Taro from '@tarojs/taro'
import type { KeptFile } from './kept-files.types'
import type { LocalFile } from './photos.types'
import { readStored, removeStored, writeStored } from './storage'

interface Row {
  readonly id: string
  readonly name: string
  readonly path: string
}

const nameOf = (place: string): string => `unsent:${place}`

const rowsOf = (place: string): readonly Row[] => {
  const stored = readStored(nameOf(place))
  return Array.isArray(stored) ? (stored as Row[]) : []
}

function write(place: string, rows: readonly Row[]): void {
  if (rows.length === 0) removeStored(nameOf(place))
  else writeStored(nameOf(place), rows)
}

/** Temporary files end with the app; a copy in the user's folder outlives it. Without room it is lost as before. */
export function keepFile(place: string, id: string, { name, source }: LocalFile): Promise<void> {
  if (typeof source !== 'string') return Promise.resolve()
  const path = `${Taro.env.USER_DATA_PATH}/unsent-${id}`
  return new Promise((resolve) => {
    Taro.getFileSystemManager().copyFile({
      srcPath: source,
      destPath: path,
      success: () => {
        write(place, [...rowsOf(place), { id, name, path }])
        resolve()
      },
      fail: () => resolve(),
    })
  })
}

export const keptFiles = (place: string): Promise<KeptFile[]> =>
  Promise.resolve(
    rowsOf(place).map(({ id, name, path }) => ({ id, file: { url: path, name, source: path } })),
  )

export function dropFile(place: string, id: string): Promise<void> {
  const row = rowsOf(place).find((one) => one.id === id)
  if (row === undefined) return Promise.resolve()
  write(
    place,
    rowsOf(place).filter((one) => one.id !== id),
  )
  return new Promise((resolve) => {
    Taro.getFileSystemManager().unlink({
      filePath: row.path,
      success: () => resolve(),
      fail: () => resolve(),
    })
  })
}
